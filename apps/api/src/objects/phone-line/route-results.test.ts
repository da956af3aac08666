import { describe, expect, it } from "vitest";
import type { Env } from "../../env.ts";
import { RouteResults } from "./route-results.ts";
import type { CallRow } from "./rows.ts";

const WEBHOOK = Date.parse("2026-03-01T03:00:00.000Z");
const call: CallRow = {
  call_id: "cal_1",
  number: "+4915123456789",
  organization_id: "org_1",
  phase: "ringing",
  leg_id: "leg_1",
  pbx_id: "pbx-1",
  trunk_id: "telnyx",
  leg_state: "placed",
  leg_seq: 1,
  tried: [],
  last_failure: null,
  seq: 1,
  stopping: 0,
  started_at: WEBHOOK + 20,
  placed_at: WEBHOOK + 30,
  ringing_at: WEBHOOK + 850,
  answered_at: null,
};
// Nothing is told before the next question, so nobody is reached.
const results = () => new RouteResults({} as Env, () => undefined);

describe("what the Fleet is told of a call", () => {
  it.each<[string, Partial<CallRow>, number | null, number | undefined]>([
    ["an alert's first call", {}, WEBHOOK, 850],
    ["a redial or a later step", {}, null, undefined],
    ["one that never rang", { ringing_at: null }, WEBHOOK, undefined],
    [
      "one that another route had failed",
      { tried: [{ pbx_id: "pbx-2", trunk_id: "twilio" }] },
      WEBHOOK,
      undefined,
    ],
  ])("from webhook to ringing, of %s", (_what, change, measuredFrom, expected) => {
    const told = results();
    told.note({ ...call, ...change }, "no_answer", WEBHOOK + 30_000, measuredFrom);
    const [result] = told.take();
    expect(result?.webhook_to_ringing_ms).toBe(expected);
    expect(result?.delay_ms).toBe(change.ringing_at === null ? null : 820);
  });

  it("where its PBX stands, as long as it is known", () => {
    const told = results();
    told.depart("cal_1", { silence_ms: 10_000, doubtful: false, pbx_country: "FR" });
    expect([told.placeOf("cal_1"), told.placeOf("cal_2")]).toEqual([{ pbx_country: "FR" }, {}]);
  });
});
