import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUTCOMES, type Outcome } from "../calls/outcomes.ts";
import { type Drill, type Hindrance, newDrill } from "./drill.ts";
import { type DrillEvent, stepDrill } from "./step.ts";

const NOW = 1_000_000_000;
const MINUTE_MS = 60_000;
const LATEST = NOW + 60 * MINUTE_MS;

const fresh = (): Drill =>
  newDrill({
    id: "drl_1",
    phoneId: "pho_1",
    memberId: "mem_1",
    label: "Ada's phone",
    origin: "schedule",
    plannedAt: NOW,
    latestAt: LATEST,
    redialMinutes: 5,
  });

/** A drill on a virtual clock. */
class Story {
  drill = fresh();
  now = NOW;
  hindrance: Hindrance | null = null;
  orders: string[] = [];
  kinds: string[] = [];

  take(event: DrillEvent): this {
    const { drill, effects } = stepDrill(this.drill, event, this.now, () => this.hindrance);
    this.drill = drill;
    for (const effect of effects)
      if (effect.kind === "timeline") this.kinds.push(effect.fact.kind);
      else this.orders.push(`${effect.kind} ${effect.attemptId}`);
    return this;
  }

  tick(minutesLater = 0): this {
    this.now += minutesLater * MINUTE_MS;
    return this.take({ kind: "tick" });
  }

  private call(n: number, fact: Extract<DrillEvent, { kind: "call" }>["fact"]): this {
    const attemptId = `drl_1-${n}`;
    return this.take({ kind: "call", attemptId, callId: `cal_${n}`, at: this.now, fact });
  }

  answered(n: number): this {
    const leg = { attempt_id: `drl_1-${n}`, call_id: `cal_${n}`, leg_id: "l", pbx_id: "p", trunk_id: "t" };
    return this.call(n, { kind: "note", fact: { kind: "answered", data: { ...leg, ring_ms: 10 } } });
  }

  placed(n: number): this {
    const leg = { attempt_id: `drl_1-${n}`, call_id: `cal_${n}`, leg_id: "l", pbx_id: "p", trunk_id: "t" };
    return this.call(n, { kind: "note", fact: { kind: "call_placed", data: leg } });
  }

  key(n: number, meaning: string): this {
    return this.call(n, { kind: "key", digit: "1", meaning });
  }

  ends(n: number, outcome: Outcome): this {
    return this.call(n, { kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0 });
  }
}

describe("a drill", () => {
  it("rings at its moment, and key 1 proves the phone with the milliseconds from the answer", () => {
    const story = new Story().tick().placed(1).answered(1);
    story.now += 2_400;
    story.key(1, "acknowledge");
    expect(story.drill).toMatchObject({
      state: "over",
      result: { kind: "proven", msToKey: 2_400 },
      wakeAt: null,
    });
    story.ends(1, "acknowledged");
    expect(story.drill.attempts).toMatchObject([{ outcome: "acknowledged", callId: "cal_1" }]);
    expect(story.orders).toEqual(["dial drl_1-1"]);
    expect(story.kinds).toEqual(["attempt_started", "call_placed", "answered", "key", "call_ended"]);
  });

  it.each<[Outcome, boolean]>([
    ["no_answer", true],
    ["busy", true],
    ["rejected", true],
    ["answered_no_key", true],
    ["hung_up", true],
    ["opted_out", false],
    ["bad_number", false],
  ])("that ends %s is rung again once: %s; then it is not proven", (outcome, again) => {
    const story = new Story().tick().placed(1).ends(1, outcome);
    expect(story.drill.state).toBe(again ? "waiting" : "over");
    if (again) story.tick(4).tick(1).placed(2).ends(2, outcome);
    expect(story.orders).toEqual(again ? ["dial drl_1-1", "dial drl_1-2"] : ["dial drl_1-1"]);
    expect(story.drill.result).toEqual({ kind: "not_proven", outcome });
    expect(story.tick(60).orders).toHaveLength(again ? 2 : 1);
  });

  it("whose redial is answered with a key is proven", () => {
    const story = new Story().tick().ends(1, "no_answer").tick(5).placed(2).answered(2).key(2, "acknowledge");
    expect(story.drill.result).toEqual({ kind: "proven", msToKey: 0 });
  });

  it.each<[Outcome, string]>([
    ["trunk_error", "call_failed"],
    ["failed", "call_failed"],
    ["lost", "call_failed"],
    ["no_permitted_route", "phone_unusable"],
  ])("whose calls end %s says nothing of the phone: %s", (outcome, reason) => {
    const story = new Story().tick().ends(1, outcome);
    if (story.drill.state === "waiting") story.tick(5).ends(2, outcome);
    expect(story.drill.result).toEqual({ kind: "missed", reason });
  });

  it("that an alert took over is missed, and not rung again; one that never got the line too", () => {
    expect(new Story().tick().placed(1).ends(1, "cancelled").drill.result).toEqual({
      kind: "missed",
      reason: "alert_took_over",
    });
    expect(new Story().tick().ends(1, "cancelled").drill.result).toEqual({
      kind: "missed",
      reason: "line_busy",
    });
  });

  it("whose moment came while CallPing was away is missed, and says so", () => {
    expect(new Story().tick(2).drill.state).toBe("calling");
    expect(new Story().tick(2.1).drill.result).toEqual({ kind: "missed", reason: "platform_down" });
    const redial = new Story().tick().ends(1, "busy").tick(30);
    expect([redial.orders.length, redial.drill.result]).toEqual([1, { kind: "not_proven", outcome: "busy" }]);
  });

  it("waits while an alert rings the person, until its hours are over", () => {
    const story = new Story();
    story.hindrance = "alert_ringing";
    story.tick().tick(10);
    expect([story.drill.state, story.orders]).toEqual(["waiting", []]);
    story.hindrance = null;
    expect(story.tick(10).orders).toEqual(["dial drl_1-1"]);
    const busy = new Story();
    busy.hindrance = "alert_ringing";
    for (let n = 0; n < 6; n += 1) busy.tick(n === 0 ? 0 : 10);
    expect(busy.drill.result).toEqual({ kind: "missed", reason: "alert_ringing" });
  });

  it("is not rung again when its hours are over", () => {
    const story = new Story();
    story.hindrance = "alert_ringing";
    for (let n = 0; n < 5; n += 1) story.tick(n === 0 ? 0 : 10);
    story.hindrance = null;
    story.tick(10);
    story.now += 8 * MINUTE_MS;
    story.ends(1, "no_answer").tick(5);
    expect(story.orders).toEqual(["dial drl_1-1"]);
    expect(story.drill.result).toEqual({ kind: "not_proven", outcome: "no_answer" });
  });

  it.each<Hindrance>(["quiet_hours", "phone_unusable"])("rings nobody in %s", (hindrance) => {
    const story = new Story();
    story.hindrance = hindrance;
    expect(story.tick().drill.result).toEqual({ kind: "missed", reason: hindrance });
    const redial = new Story().tick().ends(1, "no_answer");
    redial.hindrance = hindrance;
    expect(redial.tick(5).drill.result).toEqual({ kind: "not_proven", outcome: "no_answer" });
  });

  it("that waits too long for a line is taken back; a call without news is asked after", () => {
    expect(new Story().tick().tick(5).orders.slice(1)).toEqual(["withdraw drl_1-1", "inquire drl_1-1"]);
    expect(new Story().tick().placed(1).tick(5).orders.slice(1)).toEqual(["inquire drl_1-1"]);
    const lost = new Story().tick().tick(5).take({ kind: "attempt_lost", attemptId: "drl_1-1" });
    expect(lost.drill.state).toBe("waiting");
  });

  it("that was given up is proven by a key that comes late", () => {
    const story = new Story().tick().placed(1).ends(1, "opted_out").key(1, "acknowledge");
    expect(story.drill.result?.kind).toBe("proven");
  });
});

describe("any history of a drill", () => {
  const event = fc.oneof(
    fc.integer({ min: 0, max: 20 }).map((minutes) => ({ kind: "wait" as const, minutes })),
    fc.record({
      kind: fc.constant("end" as const),
      n: fc.integer({ min: 1, max: 3 }),
      outcome: fc.constantFrom(...OUTCOMES),
    }),
    fc.record({ kind: fc.constant("placed" as const), n: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      kind: fc.constant("hindrance" as const),
      is: fc.constantFrom<Hindrance | null>("quiet_hours", "alert_ringing", "phone_unusable", null),
    }),
  );

  it("dials each attempt once and two at most, never late, and ends with a result", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        const story = new Story();
        const dialledAt: number[] = [];
        const note = (): void => {
          while (dialledAt.length < story.orders.filter((order) => order.startsWith("dial")).length)
            dialledAt.push(story.now);
        };
        for (const one of events) {
          if (one.kind === "wait") story.tick(one.minutes);
          else if (one.kind === "end") story.ends(one.n, one.outcome);
          else if (one.kind === "placed") story.placed(one.n);
          else story.hindrance = one.is;
          note();
        }
        // Whatever is left is asked for until the line has answered.
        for (let n = 0; n < 40 && story.drill.state !== "over"; n += 1) {
          story.tick(5);
          note();
          const attempt = story.drill.attempts.at(-1);
          if (attempt?.outcome === null) story.take({ kind: "attempt_lost", attemptId: attempt.id });
        }
        const dialled = story.orders.filter((order) => order.startsWith("dial"));
        expect(new Set(dialled).size).toBe(dialled.length);
        expect(dialled.length).toBeLessThanOrEqual(2);
        expect(story.drill).toMatchObject({ state: "over", wakeAt: null, endedAt: expect.any(Number) });
        expect(story.drill.result).not.toBeNull();
        expect(dialledAt[0] ?? NOW).toBeLessThanOrEqual(LATEST + 2 * MINUTE_MS);
      }),
      { numRuns: 2000 },
    );
  });
});
