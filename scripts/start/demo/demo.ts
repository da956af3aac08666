import { DEMO, demoStatements } from "@callping/api/db/demo";
import { addedFleetStatements } from "@callping/api/db/fleet";
import { mintEndpointId } from "@callping/api/endpoint-id/mint";
import { HOME_REGION } from "@callping/api/objects/names";
import { digestCredential } from "@callping/api/services/credentials/digest";
import {
  type PbxDefinition,
  TRUNK_DEFAULTS,
  type TrunkDefinition,
} from "@callping/api/services/fleet-definition";
import { SCOPES } from "@callping/contract/api/scopes";
import { BROWSER_ENDPOINT } from "@callping/pbx/browser/phones";
import { handsetNumber } from "@callping/pbx/handsets";

import type { Seed } from "../runtime/protocol.ts";
import { BROWSER_PBX_ID, PBX_IDS, type Secrets } from "../state/secrets.ts";

/** The PJSIP endpoint, and the trunk's id in D1: the way from each PBX to the local carrier. */
export const CARRIER_TRUNK = "carrier";
export const DEMO_EMAIL = "ada@demo.callping.localhost";
const SECOND_EMAIL = "grace@demo.callping.localhost";
const ESCALATE_AFTER_SECONDS = 60;
/** What two cores carry (docs/performance.md); a real trunk has its carrier's figures. */
const TRUNK = { callsPerSecond: 100, concurrentCalls: 500 } as const;

export interface DemoNumbers {
  owner: string;
  second: string;
}

/** Answers and presses 1 three seconds later; the second person's handset takes eight. */
export const DEMO_NUMBERS: DemoNumbers = {
  owner: handsetNumber("presses-1-after-3s"),
  second: handsetNumber("presses-1-after-8s"),
};

/** The demo endpoint's id: the same at each start, because its random part is kept. */
export function demoEndpointId(secrets: Secrets): Promise<string> {
  return mintEndpointId(secrets.endpointIdKeys, {
    organizationNumber: DEMO.organizationNumber,
    shard: 0,
    keyId: 0,
    random: new Uint8Array(Buffer.from(secrets.demo.endpointRandom, "hex")),
  });
}

/**
 * Rows for a local installation: its PBXs at every start, the demo organization on the first one.
 * @param hasEcho the carrier's own handsets answer, so that test calls may go to them
 */
export async function seedRows(
  secrets: Secrets,
  numbers: DemoNumbers,
  now: string,
  hasEcho: boolean,
): Promise<Seed> {
  const { demo, credentialPepper } = secrets;
  const phone = (number: string, label: string) => ({ number, label, language: "en" });
  return {
    fleet: addedFleetStatements(
      await Promise.all([
        ...PBX_IDS.map((id) => localPbx(id, secrets, carrier(hasEcho ? ECHO_INSTANCES[id] : null))),
        localPbx(BROWSER_PBX_ID, secrets, BROWSERS),
      ]),
      now,
    ),
    demo: demoStatements({
      now,
      owner: {
        name: "Ada Example",
        email: DEMO_EMAIL,
        passwordHash: demo.passwordHash,
        numbers: [phone(numbers.owner, "Ada's handset")],
      },
      second: {
        name: "Grace Example",
        email: SECOND_EMAIL,
        passwordHash: null,
        numbers: [phone(numbers.second, "Grace's handset")],
      },
      endpoint: {
        uuid: await demoEndpointId(secrets),
        alertKeyDigest: await digestCredential(credentialPepper, "alert_key", demo.alertKey),
      },
      apiKey: {
        id: `key_${demo.apiKey.split("_")[1]}`,
        digest: await digestCredential(credentialPepper, "api_key", demo.apiKey),
        scopes: SCOPES,
      },
      escalateAfterSeconds: ESCALATE_AFTER_SECONDS,
    }),
  };
}

/** Handsets that answer and listen, one a PBX: a handset has one line. */
const ECHO_INSTANCES = { "pbx-1": 98, "pbx-2": 99 } as const;

/** What every local trunk shows, and takes. */
const LOCAL = {
  clearedForEu: true,
  callerId: "+33199000000",
  callerName: "CallPing",
  priority: 1,
  enabled: true,
  ...TRUNK_DEFAULTS,
  ...TRUNK,
} as const;

/** @param echo the handset that takes test calls; null: none do */
function carrier(echo: number | null): TrunkDefinition {
  return {
    ...LOCAL,
    id: CARRIER_TRUNK,
    endpoint: CARRIER_TRUNK,
    routeCountries: ["*"],
    carriesFiction: true,
    canaryNumber: echo === null ? null : handsetNumber("listens", echo),
  };
}

/** No country: it carries no telephone's number. */
const BROWSERS: TrunkDefinition = {
  ...LOCAL,
  id: BROWSER_ENDPOINT,
  endpoint: BROWSER_ENDPOINT,
  routeCountries: [],
  carriesFiction: false,
  ringsBrowsers: true,
};

async function localPbx(
  id: keyof Secrets["pbxTokens"],
  secrets: Secrets,
  trunk: TrunkDefinition,
): Promise<PbxDefinition> {
  return {
    id,
    country: "FR",
    region: HOME_REGION,
    enabled: true,
    draining: false,
    tokenDigests: [await digestCredential(secrets.credentialPepper, "pbx_token", secrets.pbxTokens[id])],
    trunks: [trunk],
  };
}
