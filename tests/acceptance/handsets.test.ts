import { describe, expect, it } from "vitest";
import { HANDSETS, handsetNumber, type HandsetBehaviour } from "@callping/pbx/handsets";
import type { Outcome } from "@callping/domain/calls/outcomes";
import { onStage, useStage } from "./stage.ts";

useStage();

type End = { outcome: Outcome; sip: number | null; keys?: string };

/** How an attempt to each of the carrier's handsets ends: outcome, SIP code, and the keys that were heard. */
const ENDS: Record<HandsetBehaviour, End> = {
  listens: { outcome: "answered_no_key", sip: 200 },
  "presses-1-after-3s": { outcome: "acknowledged", sip: 200, keys: "1" },
  "presses-1-after-8s": { outcome: "acknowledged", sip: 200, keys: "1" },
  "presses-1-after-20s": { outcome: "acknowledged", sip: 200, keys: "1" },
  "presses-wrong-key": { outcome: "answered_no_key", sip: 200, keys: "5" },
  "presses-wrong-key-then-1": { outcome: "acknowledged", sip: 200, keys: "51" },
  escalates: { outcome: "acknowledged", sip: 200, keys: "2" },
  "asks-again-then-1": { outcome: "acknowledged", sip: 200, keys: "*1" },
  "opts-out": { outcome: "opted_out", sip: 200, keys: "99" },
  voicemail: { outcome: "answered_no_key", sip: 200 },
  "hangs-up-at-once": { outcome: "hung_up", sip: 200 },
  "rings-slowly": { outcome: "answered_no_key", sip: 200 },
  busy: { outcome: "busy", sip: 486 },
  rejects: { outcome: "rejected", sip: 603 },
  "does-not-answer": { outcome: "no_answer", sip: 480 },
  unavailable: { outcome: "no_answer", sip: 480 },
  "does-not-exist": { outcome: "bad_number", sip: 404 },
  "announced-not-in-service": { outcome: "bad_number", sip: 404 },
  "trunk-fails": { outcome: "trunk_error", sip: 503 },
  silent: { outcome: "trunk_silent", sip: null },
  softphone: { outcome: "no_answer", sip: 480 },
};

/** Trunk failures and numbers that do not exist are tried on the other PBX before the call ends. */
const SECOND_ROUTE: readonly HandsetBehaviour[] = [
  "does-not-exist",
  "announced-not-in-service",
  "trunk-fails",
  "silent",
];

/** One alert to one handset, until its call has ended. */
async function endOf(behaviour: HandsetBehaviour): Promise<End> {
  const { scene, numbers } = await onStage(`handset ${behaviour}`);
  const [number = ""] = numbers;
  const plays = SECOND_ROUTE.includes(behaviour) ? 2 : 1;
  const calls = (async () => {
    for (let play = 0; play < plays; play += 1)
      await scene.expectCall(number).behavesLike(handsetNumber(behaviour)).done();
  })();
  const { alerts } = await scene.alert({ title: `Disk is full, says ${behaviour}`, severity: "major" });
  const alertId = alerts[0]?.id ?? "";
  const { data } = await scene.entry(alertId, "call_ended", () => true, 110_000);
  await calls;
  await scene.request(`/alerts/${alertId}/resolve`, "POST");
  const keys = scene.feed.entries
    .flatMap(({ entry }) => (entry.kind === "key" ? [entry.data.digit] : []))
    .join("");
  return { outcome: data.outcome, sip: data.sip_code, ...(keys !== "" && { keys }) };
}

describe("every handset", () => {
  it("ends in its outcome, all of them ringing at once", async () => {
    const ends = await Promise.all(
      HANDSETS.map(async ({ behaviour }) => [behaviour, await endOf(behaviour)] as const),
    );
    expect(Object.fromEntries(ends)).toEqual(ENDS);
  });
});
