import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncomingEvent } from "../intake/event.ts";
import { chooseRule } from "./choose-rule.ts";
import { compileScenario } from "./compile-scenario.ts";
import { countedWith, countWithin, type RuleCount } from "./count.ts";
import { DEFAULT_PLAN } from "./plan.ts";
import type { Rule } from "./rule.ts";

const event: IncomingEvent = {
  state: "firing",
  severity: "major",
  severitySource: null,
  title: "Disk is full",
  titleSource: null,
  message: null,
  dedupKey: "disk",
  url: null,
  tool: "generic",
  test: false,
  payload: { env: "production" },
};
const often: RuleCount = { times: 3, withinSeconds: 60, per: "dedup_key" };
const rule = (more: Partial<Rule>): Rule => ({
  id: "often",
  name: "Often",
  enabled: true,
  when: { all: [] },
  action: { type: "call_all" },
  plan: DEFAULT_PLAN,
  ...more,
});

/** The rule that decides each event, one every `everySeconds`; what is counted is kept as a caller keeps it. */
function decided(rules: readonly Rule[], everySeconds: number, events: number): (string | null)[] {
  const scenario = compileScenario(rules);
  const kept = new Map<string, number[]>();
  return Array.from({ length: events }, (_, index) => {
    const now = 1_000_000 + index * everySeconds * 1000;
    const choice = chooseRule(scenario, event, {
      now,
      timeZone: "UTC",
      earlier: ({ id }) => kept.get(id) ?? [],
    });
    for (const { id, count } of choice.counted) kept.set(id, countedWith(count, kept.get(id) ?? [], now));
    return choice.rule?.id ?? null;
  });
}

describe("a rule with a count", () => {
  const counting = rule({ count: often });

  it("matches from the event on that makes the count, and the rules below have those before", () => {
    const below = rule({ id: "below", action: { type: "record_only" } });
    expect(decided([counting, below], 10, 5)).toEqual(["below", "below", "often", "often", "often"]);
    expect(decided([counting], 10, 4)).toEqual([null, null, "often", "often"]);
  });

  it("does not count what is older than its time", () => {
    expect(decided([counting], 30, 6)).toEqual([null, null, null, null, null, null]);
    expect(decided([counting], 29, 4)).toEqual([null, null, "often", "often"]);
  });

  it("counts only what it is about and what reaches it", () => {
    const other = rule({ count: often, when: { all: [{ field: "env", operator: "eq", value: "test" }] } });
    expect(decided([other], 1, 5)).toEqual([null, null, null, null, null]);
    expect(decided([rule({ id: "first" }), counting], 1, 4)).toEqual(["first", "first", "first", "first"]);
  });

  it("says how often it happened, and counts webhooks that came as one event", () => {
    const scenario = compileScenario([counting]);
    const at = (times: number) => chooseRule(scenario, event, { now: 5000, timeZone: "UTC", times });
    expect(at(2).passedOver()[0]?.why).toBe(
      "its conditions hold, but 2 of 3 times within 1 min for the same problem",
    );
    expect(at(3).rule?.id).toBe("often");
  });
});

describe("what is kept of a count", () => {
  it("decides the same as everything that ever happened, and stays small", () => {
    const property = fc.property(
      fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 60 }),
      fc.integer({ min: 2, max: 8 }),
      fc.integer({ min: 10, max: 90 }),
      (gaps, times, withinSeconds) => {
        const count: RuleCount = { times, withinSeconds, per: "endpoint" };
        const all: number[] = [];
        let kept: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          const reached = countWithin(count, kept, now) + 1 >= times;
          expect(reached).toBe(all.filter((at) => at > now - withinSeconds * 1000).length + 1 >= times);
          kept = countedWith(count, kept, now);
          all.push(now);
          expect(kept.length).toBeLessThanOrEqual(times);
        }
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });
});
