import { describe, expect, it } from "vitest";
import { type Outcome, OUTCOMES } from "../calls/outcomes.ts";
import { REDIAL_RULES, redialWaitSeconds } from "./redial.ts";
import { ends, inTurn, presses } from "./testing/calls.ts";
import { ANN_THEN_BOB, plan } from "./testing/examples.ts";
import { Simulation } from "./testing/simulation.ts";

/** After an end at 25 s: when Ann's phone rings again, whether that spent an attempt, and when the next step begins. */
const TABLE: Record<Outcome, { again: number | null; counted: boolean; nextStep: number }> = {
  acknowledged: { again: 70, counted: true, nextStep: 300 },
  answered_no_key: { again: 35, counted: true, nextStep: 300 },
  hung_up: { again: 35, counted: true, nextStep: 300 },
  opted_out: { again: null, counted: true, nextStep: 25 },
  busy: { again: 70, counted: true, nextStep: 300 },
  rejected: { again: 70, counted: true, nextStep: 300 },
  no_answer: { again: 70, counted: true, nextStep: 300 },
  bad_number: { again: null, counted: true, nextStep: 25 },
  trunk_auth: { again: 30, counted: false, nextStep: 300 },
  trunk_refused: { again: 30, counted: false, nextStep: 300 },
  trunk_silent: { again: 30, counted: false, nextStep: 300 },
  trunk_error: { again: 30, counted: false, nextStep: 300 },
  trunk_codec: { again: 30, counted: false, nextStep: 300 },
  trunk_down: { again: 30, counted: false, nextStep: 300 },
  no_permitted_route: { again: null, counted: true, nextStep: 25 },
  capped: { again: null, counted: true, nextStep: 25 },
  cancelled: { again: 30, counted: false, nextStep: 300 },
  lost: { again: 25, counted: false, nextStep: 300 },
  failed: { again: 30, counted: false, nextStep: 300 },
};

describe("the redial table", () => {
  it.each(OUTCOMES)("%s", (outcome) => {
    const { again, counted, nextStep } = TABLE[outcome];
    const sim = new Simulation(ANN_THEN_BOB, inTurn(ends(outcome), ends("no_answer"))).wait(299);
    expect(sim.when("ring ann #2")).toEqual(again === null ? [] : [again]);
    if (again !== null) expect(sim.when(/^ring ann/)).toHaveLength(counted ? 3 : 4);
    sim.wait(1);
    expect(sim.when("step 1: bob")).toEqual([nextStep]);
    expect(REDIAL_RULES[outcome].counts).toBe(counted);
  });

  it.each([1, 2, 3, 5])("rings %i times in a step and no more", (attempts) => {
    const sim = new Simulation(ANN_THEN_BOB, ends("hung_up", 10), { plan: plan({ attempts }) }).wait(299);
    expect(sim.when(/^ring ann/)).toEqual([0, 20, 40, 60, 80].slice(0, attempts));
  });

  it("rings with a single attempt again after a failure of the trunk", () => {
    const sim = new Simulation(ANN_THEN_BOB, inTurn(ends("trunk_error", 0), presses("acknowledge")), {
      plan: plan({ attempts: 1 }),
    });
    expect(sim.wait(60).when(/^acknowledged by Ann/)).toEqual([15]);
  });

  it("says of a redial that it is one, so that no cooldown delays it", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("busy", 1)).wait(46);
    expect(sim.alert.run.attempts.map(({ id, n, redial }) => ({ id, n, redial }))).toEqual([
      { id: "att_01TEST-1", n: 1, redial: false },
      { id: "att_01TEST-2", n: 2, redial: true },
    ]);
  });
});

describe("what is CallPing's fault", () => {
  it.each(["trunk_error", "trunk_silent", "failed", "cancelled"] as const)(
    "%s in a row spaces out and spends nothing",
    (outcome) => {
      const sim = new Simulation(ANN_THEN_BOB, ends(outcome, 0)).wait(299);
      expect(sim.when(/^ring ann/)).toEqual([0, 5, 15, 35, 65, 95, 125, 155, 185, 215, 245, 275]);
    },
  );

  it("lost is rung again at once as n+1, and spaces out when it is lost again", () => {
    const sim = new Simulation(ANN_THEN_BOB, ends("lost", 0)).wait(120);
    expect(sim.when(/^ring ann/)).toEqual([0, 0, 5, 15, 35, 65, 95]);
    expect(sim.when("ring ann #2")).toEqual([0]);
  });

  it("a call that reached the telephone ends the row", () => {
    const sim = new Simulation(
      ANN_THEN_BOB,
      inTurn(ends("trunk_error", 0), ends("trunk_error", 0), ends("hung_up", 5), ends("trunk_error", 0)),
    );
    expect(sim.wait(60).when(/^ring ann/)).toEqual([0, 5, 15, 30, 35, 45]);
  });

  it.each([
    ["trunk_down", [5, 10, 20, 30, 30]],
    ["lost", [0, 5, 10, 20, 30, 30]],
  ] as const)("%s waits %j", (outcome, waits) => {
    expect(waits.map((_, before) => redialWaitSeconds(outcome, before, { spacingSeconds: 45 }))).toEqual(
      waits,
    );
    expect(redialWaitSeconds(outcome, 5000, { spacingSeconds: 45 })).toBe(30);
  });

  it("an outage of a day does not grow the alert without end", () => {
    const days = plan({ steps: [{ afterSeconds: 86_400, action: { type: "call_owners" } }] });
    const sim = new Simulation(ANN_THEN_BOB, ends("trunk_down", 0), { plan: days }).wait(86_000);
    expect(sim.when(/^ring ann/).length).toBeGreaterThan(2800);
    expect(sim.alert.run.attempts.length).toBeLessThan(30);
  });
});
