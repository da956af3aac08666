import { describe, expect, it } from "vitest";
import { DEFAULT_PLAN } from "../plan.ts";
import type { Condition, ConditionGroup, Rule } from "../rule.ts";
import { reviewScenario } from "./review-scenario.ts";

const phone = (id: string, memberId: string) => ({
  id,
  memberId,
  enabled: true,
  primary: true,
  verified: true,
});
const KNOWN = {
  members: [
    { id: "mem_ann", role: "owner" },
    { id: "mem_bob", role: "member" },
  ],
  phones: [phone("pho_ann", "mem_ann")],
  scheduleIds: ["sch_1"],
};
const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  name: id,
  enabled: true,
  when: { all: [{ field: id, operator: "exists", value: null }] },
  action: { type: "call_owners" },
  plan: DEFAULT_PLAN,
  ...more,
});
const is = (field: string, operator: Condition["operator"], value: Condition["value"]): Condition => ({
  field,
  operator,
  value,
});

function review(...rules: Rule[]): { errors: string[]; warnings: string[] } {
  const found = reviewScenario({ rules, plan: DEFAULT_PLAN, primaryMemberId: "mem_ann" }, KNOWN);
  const told = ({ path, reason }: { path: string; reason: string }): string => `${path} ${reason}`;
  return { errors: found.errors.map(told), warnings: found.warnings.map(told) };
}
const CLEAN = { errors: [], warnings: [] };

describe("comparisons", () => {
  const inValue = "rules[0].when.all[0].value";
  it.each<[string, ConditionGroup, string[]]>([
    ["a tool's severity", { all: [is("severity", "eq", "sev1")] }, [`${inValue} unknown_value`]],
    ["one among good ones", { all: [is("severity", "in", ["major", "P1"])] }, [`${inValue} unknown_value`]],
    ["worse than the worst", { all: [is("severity", "gt", "critical")] }, [`${inValue} never_matches`]],
    ["resolved events", { all: [is("state", "eq", "resolved")] }, [`${inValue} never_matches`]],
    [
      "two values at once",
      { all: [is("env", "eq", "a"), is("env", "eq", "b")] },
      ["rules[0].when.all never_matches"],
    ],
    [
      "a value and its opposite",
      { all: [is("env", "eq", "A"), is("env", "ne", "a")] },
      ["rules[0].when.all never_matches"],
    ],
    [
      "two lists without a common value",
      { all: [is("env", "in", ["a", "b"]), { all: [is("env", "in", ["c"])] }] },
      ["rules[0].when.all never_matches"],
    ],
    [
      "a range of nothing",
      { all: [is("n", "gt", 5), is("n", "lte", 5)] },
      ["rules[0].when.all never_matches"],
    ],
    [
      "missing and equal",
      { all: [is("n", "not_exists", null), is("n", "contains", 1)] },
      ["rules[0].when.all never_matches"],
    ],
    [
      "two severities at once",
      { all: [is("severity", "gte", "major"), is("severity", "eq", "info")] },
      ["rules[0].when.all never_matches"],
    ],
    [
      "deep inside",
      { any: [{ all: [is("severity", "eq", "bad")] }] },
      ["rules[0].when.any[0].all[0].value unknown_value"],
    ],
    ["good severities", { all: [is("severity", "in", ["Major", "critical"])] }, []],
    ["a range of one", { all: [is("n", "gte", 5), is("n", "lte", 5)] }, []],
    ["what may be a list", { all: [is("tags", "contains", "a"), is("tags", "contains", "b")] }, []],
    ["either of two", { any: [is("env", "eq", "a"), is("env", "eq", "b")] }, []],
    ["a payload's own severity", { all: [is("payload.severity", "eq", "sev1")] }, []],
  ])("%s", (_name, when, errors) => {
    expect(review(rule("r", { when })).errors).toEqual(errors);
  });

  it("says what to write instead", () => {
    const rules = [rule("r", { when: { all: [is("severity", "eq", "P2")] } })];
    const { errors } = reviewScenario({ rules, plan: DEFAULT_PLAN, primaryMemberId: "mem_ann" }, KNOWN);
    expect(errors[0]?.message).toBe(
      `"P2" is no severity of CallPing's. Write critical, major, minor or info. A tool's "P2" is read as major: write that.`,
    );
  });

  it("of a rule that is switched off are its author's business", () => {
    expect(review(rule("r", { enabled: false, when: { all: [is("severity", "eq", "bad")] } }))).toEqual(
      CLEAN,
    );
  });
});

describe("who is reached", () => {
  it.each<[string, Partial<Rule>, string[], string[]]>([
    ["a member of ours", { action: { type: "call_member", memberId: "mem_ann" } }, [], []],
    [
      "nobody's id",
      { action: { type: "call_member", memberId: "mem_x" } },
      ["rules[0].action.memberId unknown_value"],
      [],
    ],
    [
      "a member without a phone",
      { action: { type: "call_member", memberId: "mem_bob" } },
      [],
      ["rules[0].action reaches_nobody"],
    ],
    ["a schedule", { action: { type: "call_on_schedule", scheduleId: "sch_1" } }, [], []],
    [
      "no schedule",
      { action: { type: "call_on_schedule", scheduleId: "sch_2" } },
      ["rules[0].action.scheduleId unknown_value"],
      [],
    ],
    [
      "a project without members",
      { action: { type: "call_project" } },
      [],
      ["rules[0].action reaches_nobody"],
    ],
    ["a record", { action: { type: "record_only" } }, [], []],
    [
      "steps",
      {
        plan: {
          ...DEFAULT_PLAN,
          steps: [
            { afterSeconds: 60, action: { type: "record_only" } },
            { afterSeconds: 60, action: { type: "call_member", memberId: "mem_x" } },
          ],
        },
      },
      ["rules[0].plan.steps[1].action.memberId unknown_value"],
      ["rules[0].plan.steps[0].action reaches_nobody"],
    ],
  ])("%s", (_name, more, errors, warnings) => {
    expect(review(rule("r", more))).toEqual({ errors, warnings });
  });

  it("the primary member exists, and has a phone", () => {
    const of = (primaryMemberId: string) =>
      reviewScenario({ rules: [], plan: DEFAULT_PLAN, primaryMemberId }, KNOWN);
    expect(of("mem_ann")).toEqual(CLEAN);
    expect(of("mem_x").errors.map(({ path }) => path)).toEqual(["primary_member_id"]);
    expect(of("mem_bob").warnings).toMatchObject([{ path: "primary_member_id", reason: "reaches_nobody" }]);
  });
});

describe("rules that are never reached", () => {
  const critical = { all: [is("severity", "eq", "critical")] };
  const bad = { all: [is("severity", "gte", "major")] };
  const day = { days: ["mon"], from: "09:00", to: "17:00" } as const;
  const count = (times: number, withinSeconds: number) =>
    ({ times, withinSeconds, per: "endpoint" }) as const;
  it.each<[string, Partial<Rule>, Partial<Rule>, boolean]>([
    ["below one without conditions", { when: { all: [] } }, {}, true],
    [
      "below one that always holds",
      { when: { any: [is("state", "eq", "firing")] } },
      { when: { all: [] } },
      true,
    ],
    ["below a wider one", { when: bad }, { when: critical }, true],
    ["below a narrower one", { when: critical }, { when: bad }, false],
    ["below one that is switched off", { when: { all: [] }, enabled: false }, {}, false],
    [
      "below the same in its own words",
      { when: { all: [is("env", "in", ["A", "b"])] } },
      { when: { any: [is("env", "eq", "a"), is("env", "eq", "B")] } },
      true,
    ],
    ["with one condition more", { when: bad }, { when: { all: [is("env", "eq", "a"), ...bad.all] } }, true],
    ["below one at some times", { when: { all: [] }, windows: [day] }, {}, false],
    ["both at the same times", { when: { all: [] }, windows: [day] }, { windows: [day] }, true],
    ["below one that counts", { when: { all: [] }, count: count(5, 600) }, {}, false],
    ["below one that counts to one", { when: { all: [] }, count: count(1, 600) }, {}, true],
    [
      "a higher count below a lower one",
      { when: { all: [] }, count: count(5, 600) },
      { count: count(20, 600) },
      true,
    ],
    [
      "a lower count below a higher one",
      { when: { all: [] }, count: count(20, 600) },
      { count: count(5, 600) },
      false,
    ],
    [
      "a longer count below a shorter one",
      { when: { all: [] }, count: count(5, 60) },
      { count: count(20, 600) },
      false,
    ],
  ])("%s", (_name, above, below, isUnreachable) => {
    const { warnings } = review(rule("above", above), rule("below", below));
    expect(warnings.includes("rules[1] unreachable")).toBe(isUnreachable);
  });

  it("a count of one is said to change nothing", () => {
    expect(review(rule("r", { count: count(1, 60) })).warnings).toEqual(["rules[0].count.times unreachable"]);
  });

  it("a hundred rules of fifty conditions are reviewed in bounded work", () => {
    const when = (n: number): ConditionGroup => ({
      any: Array.from({ length: 50 }, (_, k) => is(`f${n}-${k}`, "eq", k)),
    });
    const rules = Array.from({ length: 100 }, (_, n) => rule(`r${n}`, { when: when(n) }));
    expect(review(...rules)).toEqual(CLEAN);
  });
});
