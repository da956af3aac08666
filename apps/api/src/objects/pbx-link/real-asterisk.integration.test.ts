import { handsetNumber, type HandsetBehaviour } from "@callping/pbx/handsets";
import type { Outcome } from "@callping/domain/calls/outcomes";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LegOrder, LegReport } from "../protocol.ts";
import { exampleOrder, exampleScript } from "./testing/examples.ts";
import { Harness } from "./testing/harness.ts";
import {
  openRealPhones,
  serveAudio,
  type AudioServer,
  type RealPhones,
} from "../../../../../tests/pbx-link/real-phones.ts";
import { examplePbx } from "./testing/example-pbx.ts";
import { startLink, tokenDigest, type RunningLink } from "./testing/start-link.ts";

const TOKEN = "control-token-of-the-test";
let audio: AudioServer;
let link: RunningLink;
let phones: RealPhones;
let harness: Harness;
let instance = 0;

beforeAll(async () => {
  audio = await serveAudio();
  link = await startLink(audio.origin);
  await link.define([
    examplePbx("pbx-1", [tokenDigest(TOKEN)], { concurrentCalls: 100, callsPerSecond: 100 }),
  ]);
  harness = new Harness(link);
  phones = await openRealPhones(`${link.socketOrigin}/pbx/pbx-1`, TOKEN);
  await vi.waitUntil(async () => (await harness.health())?.trunks[0]?.reachable === true, {
    timeout: 20_000,
  });
}, 240_000);
afterAll(async () => {
  await phones.close();
  await link.stop();
  audio.server.close();
});

/** A leg to a handset of its own, which listens for eight seconds. */
function orderFor(behaviour: HandsetBehaviour, change: Partial<LegOrder> = {}, url = "tone"): LegOrder {
  instance += 1;
  const script = exampleScript(audio.origin);
  const message = script.message.map((piece) =>
    piece.kind === "speech"
      ? { ...piece, url: `${audio.origin}/audio/${url}-${"a".repeat(64)}.wav?leg=${instance}` }
      : piece,
  );
  return exampleOrder({
    number: handsetNumber(behaviour, instance),
    ring_seconds: 6,
    script: {
      ...script,
      message,
      fallback: [{ kind: "prompt", id: "en/callping", words: "callping" }],
      listenSeconds: 8,
    },
    ...change,
  });
}

async function call(order: LegOrder): Promise<LegReport[]> {
  expect(await harness.place("pbx-1", order)).toEqual({ ok: true });
  return harness.ended(order.line, order.leg_id, 40_000);
}

const kinds = (reports: LegReport[]) =>
  reports.map(({ fact }) => (fact.kind === "key" ? `key ${fact.digit}` : fact.kind));

describe("handsets of the real carrier", () => {
  it.concurrent.each<[HandsetBehaviour, Outcome, number | null, string[]]>([
    ["busy", "busy", 486, ["ended"]],
    ["rejects", "rejected", 603, ["ringing", "ended"]],
    ["does-not-answer", "no_answer", 480, ["ringing", "ended"]],
    ["unavailable", "no_answer", 480, ["ended"]],
    ["does-not-exist", "bad_number", 404, ["ended"]],
    ["announced-not-in-service", "bad_number", 404, ["ringing", "ended"]],
    ["trunk-fails", "trunk_error", 503, ["ended"]],
    ["silent", "trunk_silent", 480, ["ended"]],
    ["hangs-up-at-once", "hung_up", 200, ["ringing", "answered", "spoken", "ended"]],
    [
      "presses-1-after-3s",
      "acknowledged",
      200,
      ["ringing", "answered", "spoken", "spoken", "key 1", "spoken", "ended"],
    ],
  ])("%s ends as %s", { timeout: 60_000 }, async (behaviour, outcome, sipCode, expected) => {
    const reports = await call(orderFor(behaviour));
    expect(kinds(reports)).toEqual(expected);
    expect(reports.at(-1)?.fact).toMatchObject({ outcome, sip_code: sipCode });
  });

  it.concurrent.each<HandsetBehaviour>(["voicemail", "listens"])(
    "%s is answered without a key",
    { timeout: 60_000 },
    async (behaviour) => {
      expect((await call(orderFor(behaviour))).at(-1)?.fact).toMatchObject({ outcome: "answered_no_key" });
    },
  );

  it.concurrent("opts out with 9 and 9", { timeout: 60_000 }, async () => {
    const order = orderFor("opts-out");
    const reports = await call({ ...order, script: { ...order.script, listenSeconds: 20 } });
    expect(reports.filter(({ fact }) => fact.kind === "key")).toHaveLength(2);
    expect(reports.at(-1)?.fact).toMatchObject({ outcome: "opted_out" });
  });
});

describe("speech on a real PBX", () => {
  it("is fetched once while it rings, and starts with the answer", { timeout: 60_000 }, async () => {
    const order = orderFor("listens");
    const reports = await call(order);
    const spoken = reports.map(({ fact }) => fact).filter((fact) => fact.kind === "spoken");
    expect(spoken[0]?.words).toBe("database is down");
    expect(spoken[0]?.answer_to_speech_ms).toBeLessThan(150);
    expect([...audio.requests].filter(([path]) => path.includes(`leg=${instance}`))).toEqual([
      [expect.stringContaining("tone"), 1],
    ]);
  });

  it("gives way to recorded prompts when the audio is not there", { timeout: 60_000 }, async () => {
    const reports = await call(orderFor("listens", {}, "missing"));
    const spoken = reports.map(({ fact }) => fact).filter((fact) => fact.kind === "spoken");
    expect(spoken[0]?.words).toBe("callping");
  });

  it("stops ringing at once when the leg is cancelled", { timeout: 60_000 }, async () => {
    const order = orderFor("does-not-answer");
    await harness.place("pbx-1", order);
    await expect.poll(() => harness.status(order.leg_id), { timeout: 10_000 }).toEqual({ phase: "ringing" });
    const cancelled = Date.now();
    await link.call({ method: "cancel", pbx: "pbx-1", legId: order.leg_id });
    const reports = await harness.ended(order.line, order.leg_id, 10_000);
    expect(reports.at(-1)?.fact).toMatchObject({ outcome: "cancelled" });
    expect((reports.at(-1)?.at ?? 0) - cancelled).toBeLessThan(300);
  });
});
