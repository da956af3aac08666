import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { startAsterisk } from "@callping/pbx/asterisk";
import { writePbx } from "@callping/pbx/config/write-pbx";
import { installAsterisk } from "@callping/pbx/install";
import { type AriPeer, listenForAsterisk } from "@callping/pbx/testing/ari-peer";

import { REPOSITORY_ROOT } from "../../build/bundle.ts";
import { chooseRunRoot } from "../../start/state/run-root.ts";
import { SHORT_CALL, type Bench } from "../bench.ts";
import { monotonicMs } from "../clock.ts";

export interface BareResult {
  /** Milliseconds from the ARI request to the INVITE on the wire. */
  inviteMs: number[];
  /** RTP packets that reached an answered handset on which nothing was played. */
  packetsWithoutPlayback: number;
}

const PATH = "/bench";
const CALL_WITHIN_MS = 5_000;
const TRUNK_KNOWN_WITHIN_MS = 10_000;
const SECRET = "only-on-this-machine";

/** A third PBX of the same making, driven by the benchmark itself: what of the time is Asterisk's own. */
export async function measureBare(bench: Bench): Promise<BareResult> {
  const runRoot = chooseRunRoot(`${bench.installation.stateDir}/bare`);
  const server = await listenForAsterisk([PATH]);
  const { addresses } = bench;
  const { root } = await installAsterisk({
    root: join(REPOSITORY_ROOT, ".callping/asterisk"),
    unpacked: process.env["ASTERISK_ROOT"],
    onProgress: (line) => bench.say(line),
  });
  const instance = await writePbx({
    id: "pbx-bench",
    directory: join(runRoot, "pbx"),
    asteriskRoot: root,
    sip: { address: addresses.pbx, port: addresses.sipPort },
    rtp: { from: 20_000, to: 29_999 },
    control: { url: `ws://127.0.0.1:${server.port}${PATH}`, token: SECRET, localPassword: SECRET },
    trunks: [{ endpoint: "carrier", carrier: { address: addresses.uas, port: addresses.sipPort } }],
    prompts: join(REPOSITORY_ROOT, "pbx/prompts"),
  });
  const asterisk = await startAsterisk(instance);
  try {
    const peer = server.peer(PATH);
    await peer.until((event) => event.type === "ApplicationRegistered");
    await asterisk.rx("pjsip qualify carrier");
    await untilReachable(asterisk.rx);
    return await dialOneByOne(bench, peer);
  } finally {
    await asterisk.stop();
    server.close();
    rmSync(runRoot, { recursive: true, force: true });
  }
}

async function untilReachable(rx: (command: string) => Promise<string>): Promise<void> {
  for (const giveUpAt = monotonicMs() + TRUNK_KNOWN_WITHIN_MS; monotonicMs() < giveUpAt; await wait(100)) {
    if (/\bAvail\b/.test(await rx("pjsip show contacts"))) return;
  }
  throw new Error("the benchmark's own PBX does not reach the handsets");
}

async function dialOneByOne(bench: Bench, peer: AriPeer): Promise<BareResult> {
  bench.handsets.behave(SHORT_CALL);
  const result: BareResult = { inviteMs: [], packetsWithoutPlayback: 0 };
  for (let sample = 0; sample < bench.plan.idleSamples; sample += 1) {
    const { number } = bench.lanes.take();
    const startedAt = monotonicMs();
    const answer = peer.rest("POST", `channels/${randomUUID()}`, originateBody(number));
    const call = await bench.handsets.callTo(number, startedAt, CALL_WITHIN_MS);
    if ((await answer).status_code !== 200 || call === null)
      throw new Error(`the bare originate to ${number} rang nobody`);
    result.inviteMs.push(call.invitedAt - startedAt);
    const ended = await bench.handsets.endOf(call.callId, CALL_WITHIN_MS);
    result.packetsWithoutPlayback += ended?.packets ?? 0;
  }
  return result;
}

/** What the product sends too: the same channel variables, caller and codecs. */
function originateBody(number: string): object {
  return {
    endpoint: `PJSIP/${number}@carrier`,
    app: "callping",
    appArgs: "call",
    callerId: '"CallPing" <+33199000000>',
    timeout: 25,
    formats: "ulaw,alaw",
    variables: { "PJSIP_HEADER(add,X-CallPing-Id)": "bench", "TIMEOUT(absolute)": "100" },
  };
}
