import { join } from "node:path";

import { digestCredential } from "@callping/api/services/credentials/digest";
import { writeCarrier } from "@callping/pbx/config/write-carrier";
import { writeBrowserPbx, writePbx } from "@callping/pbx/config/write-pbx";
import type { AsteriskInstance } from "@callping/pbx/config/instance";

import { REPOSITORY_ROOT } from "../../build/bundle.ts";
import { CARRIER_TRUNK } from "../demo/demo.ts";
import type { StartOptions } from "../options.ts";
import { type Addresses, workerOrigin } from "../state/addresses.ts";
import { BROWSER_PBX_ID, PBX_IDS, type Secrets } from "../state/secrets.ts";

export interface AsteriskPlan {
  asteriskRoot: string;
  runRoot: string;
  addresses: Addresses;
  secrets: Secrets;
  handsetController: StartOptions["handsetController"];
  carrierAt: StartOptions["carrierAt"];
}

/** Each instance has an address of its own, so all may use the same ports. */
const RTP = { from: 20_000, to: 29_999 } as const;

/** Writes the configuration of the local carrier (`null` when a SIP peer takes its place) and of the PBXs. */
export async function configureAsterisks(
  plan: AsteriskPlan,
): Promise<{ carrier: AsteriskInstance | null; pbxs: AsteriskInstance[] }> {
  const { addresses } = plan;
  const { host, port } = plan.carrierAt ?? addresses.carrier;
  const carrierSip = { address: host, port };
  const carrier = plan.carrierAt === null ? await configureCarrier(plan) : null;
  const pbxs = await Promise.all(
    PBX_IDS.map((id) => {
      const place = addresses.pbxs.find((pbx) => pbx.id === id);
      if (place === undefined) throw new Error(`${id} has no address`);
      return writePbx({
        ...common(plan, id),
        sip: { address: place.host, port: place.port },
        trunks: [{ endpoint: CARRIER_TRUNK, carrier: carrierSip }],
      });
    }),
  );
  return { carrier, pbxs };
}

/** What all PBXs of this machine share. */
function common({ asteriskRoot, runRoot, addresses, secrets }: AsteriskPlan, id: keyof Secrets["pbxTokens"]) {
  return {
    id,
    directory: join(runRoot, id),
    asteriskRoot,
    rtp: RTP,
    control: {
      // Past the front proxy, as in production: nothing stands between a PBX and its Worker.
      url: `${workerOrigin("ws", addresses.api)}/pbx/${id}`,
      token: secrets.pbxTokens[id],
      localPassword: secrets.ariPassword,
    },
    prompts: join(REPOSITORY_ROOT, "pbx/prompts"),
  };
}

/** Writes the configuration of the PBX that rings browsers. It has no trunk, and no other PBX has HTTP. */
export async function configureBrowserPbx(plan: AsteriskPlan): Promise<AsteriskInstance> {
  const { addresses, secrets } = plan;
  const { host, port } = addresses.browserPbx;
  return writeBrowserPbx({
    ...common(plan, BROWSER_PBX_ID),
    browserPhones: {
      web: { address: host, port },
      media: host,
      directory: {
        url: `${workerOrigin("http", addresses.api)}/pbx/${BROWSER_PBX_ID}/phones`,
        username: BROWSER_PBX_ID,
        token: await digestCredential(secrets.credentialPepper, "browser_directory", BROWSER_PBX_ID),
      },
    },
  });
}

function configureCarrier(plan: AsteriskPlan): Promise<AsteriskInstance> {
  const { asteriskRoot, runRoot, addresses, secrets, handsetController } = plan;
  return writeCarrier({
    directory: join(runRoot, "carrier"),
    asteriskRoot,
    sip: { address: addresses.carrier.host, port: addresses.carrier.port },
    rtp: RTP,
    pbxs: addresses.pbxs.map(({ id, host }) => ({ id, address: host })),
    softphonePassword: secrets.softphonePassword,
    ...(handsetController !== null && { controller: handsetController }),
  });
}
