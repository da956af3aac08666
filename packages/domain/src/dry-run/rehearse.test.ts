import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newAlert, peopleIn, plan } from "../alerts/testing/examples.ts";
import type { Directory } from "../alerts/testing/examples.ts";
import type { Alert } from "../alerts/alert.ts";
import type { AlertEvent } from "../alerts/events.ts";
import { ends } from "../alerts/testing/calls.ts";
import { Simulation } from "../alerts/testing/simulation.ts";
import { type NewAlert, startAlert } from "../alerts/start.ts";
import { step } from "../alerts/step.ts";
import type { Action } from "../rules/action.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";

const AT = Date.UTC(2026, 10, 22, 3);
const everybody: Directory = { call_primary: ["ann"], call_owners: ["bob"], call_all: ["ann", "bob", "cy"] };

function rehearsed(directory: Directory, more: Partial<NewAlert> = {}): Rehearsal {
  const people = peopleIn(directory);
  const machine = {
    start: (now: number) => startAlert(newAlert(more), now, people),
    step: (alert: Alert, event: AlertEvent, now: number) => step(alert, event, now, people),
  };
  return rehearse(machine, AT);
}
const calls = ({ calls: made }: Rehearsal): string[] =>
  made.map(
    ({ memberName, ringsAt, pass, step: of, n }) =>
      `${(ringsAt - AT) / 1000} ${memberName} ${pass}.${of} #${n}`,
  );

/** Of the same moment in any order. */
const sorted = (lines: readonly string[]): string[] =>
  lines.toSorted((one, other) => parseFloat(one) - parseFloat(other) || (one < other ? -1 : 1));

describe("a rehearsal", () => {
  it("tells the default plan: three calls, the owners after five minutes, four times, and the end", () => {
    const played = rehearsed(everybody);
    expect(calls(played).slice(0, 8)).toEqual([
      "0 Ann 1.0 #1",
      "70 Ann 1.0 #2",
      "140 Ann 1.0 #3",
      "300 Bob 1.1 #1",
      "370 Bob 1.1 #2",
      "440 Bob 1.1 #3",
      "600 Ann 2.0 #1",
      "670 Ann 2.0 #2",
    ]);
    expect([played.calls.length, played.alert.state, played.alert.closeReason, played.cut]).toEqual([
      24,
      "exhausted",
      "nobody acknowledged",
      false,
    ]);
  });

  it("holds calls back as a line does: at most three in three minutes", () => {
    const played = rehearsed(everybody, { plan: plan({ attempts: 5, spacingSeconds: 5, passes: 1 }) });
    expect(calls(played).slice(0, 5)).toEqual([
      "0 Ann 1.0 #1",
      "30 Ann 1.0 #2",
      "60 Ann 1.0 #3",
      "180 Ann 1.0 #4",
      "210 Ann 1.0 #5",
    ]);
    expect(played.calls[3]?.held).toEqual({ reason: "call_cap", since: AT + 90_000 });
  });

  it("tells what is skipped, and what is only recorded", () => {
    const nobody = rehearsed({});
    expect(nobody.lines.map(({ fact }) => fact.kind)).toContain("step_skipped");
    expect([nobody.calls, nobody.alert.state]).toEqual([[], "exhausted"]);
    const recorded = rehearsed(everybody, { action: { type: "record_only" } });
    expect([recorded.calls, recorded.lines.at(-2)?.fact.kind]).toEqual([[], "suppressed"]);
    // Nobody repeats it: it goes quiet after the endpoint's four hours.
    expect([recorded.lines.at(-1)?.fact.kind, recorded.alert.closedAt]).toEqual([
      "resolved",
      AT + 4 * 3_600_000,
    ]);
  });

  it("ends for any plan, also of hundreds of phones", () => {
    const many = Array.from({ length: 400 }, (_, n) => `p${n}`);
    const played = rehearsed({ call_all: many }, { action: { type: "call_all" } });
    expect([played.cut, played.calls.length >= 300]).toEqual([true, true]);
  });

  it(
    "equals what happens when nobody answers, for any plan that no line holds back",
    { timeout: 60_000 },
    () => {
      const action = fc.constantFrom<Action>(
        { type: "call_primary" },
        { type: "call_owners" },
        { type: "call_all" },
        { type: "call_project" },
      );
      const anyPlan = fc.record({
        ringSeconds: fc.integer({ min: 5, max: 60 }),
        attempts: fc.integer({ min: 1, max: 4 }),
        spacingSeconds: fc.integer({ min: 60, max: 200 }),
        passes: fc.integer({ min: 1, max: 3 }),
        steps: fc.array(fc.record({ afterSeconds: fc.integer({ min: 200, max: 900 }), action }), {
          minLength: 1,
          maxLength: 3,
        }),
      });
      const property = fc.property(anyPlan, action, (given, first) => {
        const more = { plan: given, action: first };
        const played = rehearsed(everybody, more);
        fc.pre(played.calls.every(({ held }) => held === null));
        const reality = new Simulation(everybody, ends("no_answer", given.ringSeconds), more).wait(
          86_400 * 2,
        );
        const dialled = reality.lines.filter(({ effect }) => effect.kind === "dial");
        const rung = played.calls.map(
          ({ ringsAt, memberName }) => `${(ringsAt - AT) / 1000} dial ${memberName.toLowerCase()}`,
        );
        expect(sorted(rung)).toEqual(sorted(dialled.map(({ seconds, words }) => `${seconds} ${words}`)));
        expect([played.alert.state, played.alert.closeReason]).toEqual([
          reality.alert.state,
          reality.alert.closeReason,
        ]);
      });
      fc.assert(property, { numRuns: 1000 });
    },
  );
});
