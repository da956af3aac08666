import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type RunningAsterisk, startAsterisk } from "../../asterisk.ts";
import type { AsteriskInstance } from "../../config/instance.ts";
import { writeCarrier } from "../../config/write-carrier.ts";
import { installAsterisk } from "../../install.ts";
import { chooseLoopback } from "../../loopback.ts";
import { type AriPeer, listenForAsterisk } from "../../testing/ari-peer.ts";
import { makeCertificates } from "../../testing/certificates.ts";
import { TEST_SECRET } from "../../testing/telephone-network.ts";
import { exampleDefinition, PROVIDER_TRUNKS } from "./definitions.ts";
import { installGenerated } from "./installed.ts";

export const PROVIDERS = ["twilio", "telnyx", "zadarma", "intertelecom"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export interface ProductionPbx {
  instance: AsteriskInstance;
  running: RunningAsterisk;
  control: AriPeer;
}

/** One PBX a provider, each from a generated configuration, with a carrier that asks for what that provider asks for. */
export interface ProductionNetwork {
  directory: string;
  pbxs: Record<ProviderName, ProductionPbx>;
  controller: AriPeer;
  caFile: string;
  /** Ends the carrier and the control server. */
  stopFarSide: () => Promise<void>;
  close: () => Promise<void>;
}

const RTP = { from: 20_000, to: 20_999 };

export async function openProductionNetwork(): Promise<ProductionNetwork> {
  const root = join(import.meta.dirname, "../../../../.callping/asterisk");
  const unpacked = process.env["ASTERISK_ROOT"];
  const asterisk = await installAsterisk({ root, unpacked, onProgress: (line) => console.log(line) });
  const directory = await mkdtemp("/tmp/cp-o");
  // The PBXs run as somebody else where the tests run as root.
  await chmod(directory, 0o755);
  const { port, addresses } = await chooseLoopback(directory, ["carrier", ...PROVIDERS]);
  const tlsPort = port + 1;
  const certificates = await makeCertificates(directory, ["DNS:localhost", `IP:${addresses.carrier}`]);
  const server = await listenForAsterisk([...PROVIDERS.map(pathOf), "/handsets"], await certificates.read());
  const plain = await listenForAsterisk(["/handsets"]);
  const carrier = await writeCarrier({
    directory: join(directory, "carrier"),
    asteriskRoot: asterisk.root,
    rtp: RTP,
    sip: { address: addresses.carrier, port },
    tls: { port: tlsPort, certFile: certificates.certFile, keyFile: certificates.keyFile },
    pbxs: (["twilio", "telnyx"] as const).map((id) => ({ id, address: addresses[id], encryptsMedia: true })),
    customers: [PROVIDER_TRUNKS.zadarma.login, PROVIDER_TRUNKS.intertelecom.login],
    softphonePassword: TEST_SECRET,
    controller: {
      url: `ws://127.0.0.1:${plain.port}/handsets`,
      username: "carrier",
      password: TEST_SECRET,
    },
  });
  const runningCarrier = await startAsterisk(carrier);
  const start = async (name: ProviderName): Promise<ProductionPbx> => {
    const secure = name === "twilio" || name === "telnyx";
    const definition = exampleDefinition({
      name,
      control: {
        url: `wss://localhost:${server.port}${pathOf(name)}`,
        token: TEST_SECRET,
        ca_file: certificates.caFile,
      },
      sip: { address: addresses[name], port, tls_port: tlsPort },
      media: RTP,
      tls: { ca_file: certificates.caFile },
      // Its sound is laid below: a definition's file is copied by the command.
      ...(name === "intertelecom" && { announcement: "announcement.ulaw" }),
      trunks: [
        {
          ...PROVIDER_TRUNKS[name],
          host: addresses.carrier,
          port: secure ? tlsPort : port,
          networks: [addresses.carrier],
        },
        ...(name === "twilio" ? [{ id: "in-clear", kind: "ip", host: addresses.carrier, port }] : []),
      ],
    });
    const instance = await installGenerated(definition, join(directory, name), asterisk.root);
    const sounds = join(instance.directory, "data/sounds/callping");
    await writeTone(join(sounds, "en/acknowledged.ulaw"));
    await writeTone(join(sounds, "announcement.ulaw"));
    const running = await startAsterisk(instance);
    if (!secure) await signIn(running, name);
    return { instance, running, control: server.peer(pathOf(name)) };
  };
  const [twilio, telnyx, zadarma, intertelecom] = await Promise.all([
    start("twilio"),
    start("telnyx"),
    start("zadarma"),
    start("intertelecom"),
  ]);
  const pbxs = { twilio, telnyx, zadarma, intertelecom };
  const controller = plain.peer("/handsets");
  const peers = [controller, ...Object.values(pbxs).map(({ control }) => control)];
  await Promise.all(peers.map((peer) => peer.until((event) => event.type === "ApplicationRegistered")));
  const close = async () => {
    const all = [runningCarrier, ...Object.values(pbxs).map(({ running }) => running)];
    await Promise.all(all.map((running) => running.stop()));
    for (const { close: end } of [server, plain]) end();
    await rm(directory, { recursive: true, force: true });
  };
  const stopFarSide = async () => {
    server.close();
    await runningCarrier.stop();
  };
  return { directory, pbxs, stopFarSide, controller, caFile: certificates.caFile, close };
}

/** Asterisk spreads its first REGISTERs over ten seconds: told to, it signs in at once. */
async function signIn(running: RunningAsterisk, trunk: string): Promise<void> {
  await running.rx(`pjsip send register ${trunk}`);
  await running.rx(`pjsip qualify ${trunk}`);
  while (!/ Registered /.test(await running.rx("pjsip show registrations"))) await delay(25);
}

function pathOf(name: ProviderName): string {
  return `/pbx/${name}`;
}

/** Half a second of a quiet tone in mu-law. */
async function writeTone(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    Uint8Array.from({ length: 4000 }, (_, index) => (index % 16 < 8 ? 0xd0 : 0x50)),
  );
}
