import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type RunningAsterisk, startAsterisk } from "../asterisk.ts";
import type { AsteriskInstance } from "../config/instance.ts";
import { writeCarrier } from "../config/write-carrier.ts";
import { writePbx } from "../config/write-pbx.ts";
import { installAsterisk } from "../install.ts";
import { chooseLoopback } from "../loopback.ts";
import { type AriPeer, listenForAsterisk } from "./ari-peer.ts";

export const TEST_SECRET = "only-for-tests-0123456789";

/** One PBX with three trunks: the plain carrier, a carrier that a controller scripts, and an address where nothing answers. */
export interface TelephoneNetwork {
  directory: string;
  addresses: Record<"plain" | "controlled" | "pbx", string>;
  port: number;
  pbx: AriPeer;
  controller: AriPeer;
  asterisks: Record<"plain" | "controlled" | "pbx", RunningAsterisk>;
  instances: { pbx: AsteriskInstance };
  close: () => Promise<void>;
}

export async function openTelephoneNetwork(): Promise<TelephoneNetwork> {
  const unpacked = process.env["ASTERISK_ROOT"];
  const root = join(import.meta.dirname, "../../../.callping/asterisk");
  const asterisk = await installAsterisk({ root, unpacked, onProgress: (line) => console.log(line) });
  const directory = await mkdtemp("/tmp/cp-t");
  const { port, addresses } = await chooseLoopback(directory, ["plain", "controlled", "pbx"]);
  const server = await listenForAsterisk(["/pbx/pbx-1", "/handsets"]);
  const ws = `ws://127.0.0.1:${server.port}`;
  const rtp = { from: 20_000, to: 20_999 };
  const carrier = {
    asteriskRoot: asterisk.root,
    rtp,
    pbxs: [{ id: "pbx-1", address: addresses.pbx }],
    softphonePassword: TEST_SECRET,
  };
  const at = (address: string, sipPort = port) => ({ address, port: sipPort });
  await writePrompt(join(directory, "prompts/en"));
  const [plain, controlled, pbx] = await Promise.all([
    writeCarrier({ ...carrier, directory: join(directory, "plain"), sip: at(addresses.plain) }),
    writeCarrier({
      ...carrier,
      directory: join(directory, "controlled"),
      sip: at(addresses.controlled),
      controller: { url: `${ws}/handsets`, username: "carrier", password: TEST_SECRET },
    }),
    writePbx({
      id: "pbx-1",
      directory: join(directory, "pbx-1"),
      asteriskRoot: asterisk.root,
      sip: at(addresses.pbx),
      rtp,
      control: { url: `${ws}/pbx/pbx-1`, token: TEST_SECRET, localPassword: TEST_SECRET },
      trunks: [
        { endpoint: "plain", carrier: at(addresses.plain) },
        { endpoint: "controlled", carrier: at(addresses.controlled) },
        { endpoint: "void", carrier: at(addresses.plain, port + 1), probe: false },
      ],
      prompts: join(directory, "prompts"),
    }),
  ]);
  const [runningPlain, runningControlled] = await Promise.all([
    startAsterisk(plain),
    startAsterisk(controlled),
  ]);
  const runningPbx = await startAsterisk(pbx);
  const asterisks = { plain: runningPlain, controlled: runningControlled, pbx: runningPbx };
  const peers = { pbx: server.peer("/pbx/pbx-1"), controller: server.peer("/handsets") };
  await Promise.all(
    Object.values(peers).map((peer) => peer.until((event) => event.type === "ApplicationRegistered")),
  );
  const close = async () => {
    await Promise.all(Object.values(asterisks).map((running) => running.stop()));
    server.close();
    await rm(directory, { recursive: true, force: true });
  };
  return { directory, addresses, port, ...peers, asterisks, instances: { pbx }, close };
}

/** Half a second of a quiet tone in mu-law, so that playing is tested without the product's prompts. */
async function writePrompt(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "acknowledged.ulaw"),
    Uint8Array.from({ length: 4000 }, (_, index) => (index % 16 < 8 ? 0xd0 : 0x50)),
  );
}
