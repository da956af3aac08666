import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePlan } from "./parse-plan.ts";
import { parseRules } from "./parse-rules.ts";
import { DEFAULT_PLAN } from "./plan.ts";
import type { Problem } from "./problem.ts";

const good = { id: "r1", name: "Critical", action: { type: "call_primary" } };
const withCondition = (condition: unknown): unknown => [{ ...good, when: { all: [condition] } }];

const windows = (window: unknown): unknown => [{ ...good, windows: [window] }];
const counts = (count: unknown): unknown => [{ ...good, count }];

function problemsOf(
  parsed: ReturnType<typeof parseRules> | ReturnType<typeof parsePlan>,
): [string, Problem["reason"]][] {
  return parsed.ok ? [] : parsed.error.problems.map(({ path, reason }) => [path, reason]);
}

describe("parseRules", () => {
  it("fills in defaults", () => {
    expect(parseRules([good])).toEqual({
      ok: true,
      value: [{ ...good, enabled: true, when: { all: [] }, plan: DEFAULT_PLAN }],
    });
    expect(parseRules([])).toEqual({ ok: true, value: [] });
  });

  it("reads a whole rule", () => {
    const plan = {
      ringSeconds: 20,
      attempts: 2,
      spacingSeconds: 30,
      passes: 1,
      steps: [{ afterSeconds: 60, action: { type: "call_member", memberId: "mem_2" } }],
    };
    const when = {
      any: [
        { field: "severity", operator: "gte", value: "major" },
        { all: [{ field: "env", operator: "exists", value: null }] },
      ],
    };
    const rule = {
      ...good,
      enabled: false,
      when,
      plan,
      action: { type: "call_on_schedule", scheduleId: "sch_1" },
    };
    expect(parseRules([rule])).toEqual({ ok: true, value: [rule] });
  });

  it("reads windows and counts, and fills in what is left out", () => {
    const limits = { windows: [{ from: "22:00", to: "06:00" }], count: { times: 5, withinSeconds: 600 } };
    expect(parseRules([{ ...good, ...limits }])).toMatchObject({
      ok: true,
      value: [
        {
          windows: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "22:00", to: "06:00" }],
          count: { times: 5, withinSeconds: 600, per: "dedup_key" },
        },
      ],
    });
    const day = { days: ["sun", "mon", "mon"] };
    expect(parseRules([{ ...good, windows: [day] }])).toMatchObject({
      value: [{ windows: [{ days: ["mon", "sun"], from: "00:00", to: "24:00" }] }],
    });
  });

  it.each<[string, unknown, [string, Problem["reason"]][]]>([
    ["not a list", { rules: [] }, [["rules", "wrong_type"]]],
    ["no name", [{ ...good, name: " " }], [["rules[0]", "missing"]]],
    ["same id twice", [good, good], [["rules[1].id", "duplicate"]]],
    [
      "unknown action",
      [{ ...good, action: { type: "call_boss" } }],
      [["rules[0].action.type", "unknown_value"]],
    ],
    [
      "member without id",
      [{ ...good, action: { type: "call_member" } }],
      [["rules[0].action.memberId", "missing"]],
    ],
    ["no window", [{ ...good, windows: [] }], [["rules[0].windows", "never_matches"]]],
    ["a window without days", windows({ days: [] }), [["rules[0].windows[0].days", "never_matches"]]],
    ["an unknown day", windows({ days: ["mon", "Tag"] }), [["rules[0].windows[0].days", "unknown_value"]]],
    [
      "a window of no time",
      windows({ from: "09:00", to: "09:00" }),
      [["rules[0].windows[0]", "never_matches"]],
    ],
    [
      "times that are none",
      windows({ from: "24:00", to: "9:00" }),
      [
        ["rules[0].windows[0].from", "wrong_type"],
        ["rules[0].windows[0].to", "wrong_type"],
      ],
    ],
    ["a misspelt window", windows({ day: ["mon"] }), [["rules[0].windows[0].day", "unknown_field"]]],
    ["a count without a time", counts({ times: 5 }), [["rules[0].count.withinSeconds", "out_of_range"]]],
    ["a count of none", counts({ times: 0, withinSeconds: 60 }), [["rules[0].count.times", "out_of_range"]]],
    [
      "a count of what we do not know",
      counts({ times: 5, withinSeconds: 60, per: "host" }),
      [["rules[0].count.per", "unknown_value"]],
    ],
    ["misspelt field", [{ ...good, enable: false }], [["rules[0].enable", "unknown_field"]]],
    ["any of nothing", [{ ...good, when: { any: [] } }], [["rules[0].when.any", "never_matches"]]],
    [
      "unknown operator",
      withCondition({ field: "a", operator: "like", value: "b" }),
      [["rules[0].when.all[0].operator", "unknown_value"]],
    ],
    [
      "in without a list",
      withCondition({ field: "a", operator: "in", value: "b" }),
      [["rules[0].when.all[0].value", "wrong_type"]],
    ],
    [
      "gt with a word",
      withCondition({ field: "a", operator: "gt", value: "many" }),
      [["rules[0].when.all[0].value", "wrong_type"]],
    ],
    [
      "severity gt with a number",
      withCondition({ field: "severity", operator: "gt", value: 3 }),
      [["rules[0].when.all[0].value", "wrong_type"]],
    ],
    [
      "exists with a value",
      withCondition({ field: "a", operator: "exists", value: "b" }),
      [["rules[0].when.all[0].value", "wrong_type"]],
    ],
    [
      "empty starts_with",
      withCondition({ field: "a", operator: "starts_with", value: "" }),
      [["rules[0].when.all[0].value", "wrong_type"]],
    ],
    ["no field", withCondition({ operator: "eq", value: "b" }), [["rules[0].when.all[0].field", "missing"]]],
  ])("%s is an error that says where", (_name, input, problems) => {
    expect(problemsOf(parseRules(input))).toEqual(problems);
  });

  it("refuses endless nesting", () => {
    let when: unknown = { all: [] };
    for (let depth = 0; depth < 10_000; depth += 1) when = { all: [when] };
    expect(parseRules([{ ...good, when }]).ok).toBe(false);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(fc.anything())), (input) => {
        expect(parseRules(input).ok).toBeTypeOf("boolean");
      }),
    );
  });
});

describe("parsePlan", () => {
  it("has defaults that fit the promise of three attempts within three minutes", () => {
    const { ringSeconds, attempts, spacingSeconds } = DEFAULT_PLAN;
    expect(parsePlan({})).toEqual({ ok: true, value: DEFAULT_PLAN });
    expect(parsePlan(DEFAULT_PLAN)).toEqual({ ok: true, value: DEFAULT_PLAN });
    expect(parsePlan({ steps: [] })).toEqual({ ok: true, value: DEFAULT_PLAN });
    expect(attempts).toBe(3);
    expect(attempts * ringSeconds + (attempts - 1) * spacingSeconds).toBeLessThanOrEqual(180);
  });

  it.each<[unknown, [string, Problem["reason"]][]]>([
    [null, [["plan", "wrong_type"]]],
    [{ ringSeconds: 4 }, [["plan.ringSeconds", "out_of_range"]]],
    [
      { attempts: 2.5, passes: "4" },
      [
        ["plan.attempts", "out_of_range"],
        ["plan.passes", "out_of_range"],
      ],
    ],
    [{ steps: {} }, [["plan.steps", "wrong_type"]]],
    [{ steps: [{ action: { type: "call_all" } }] }, [["plan.steps[0].afterSeconds", "out_of_range"]]],
    [{ steps: [{ afterSeconds: 60, action: "call_all" }] }, [["plan.steps[0].action.type", "unknown_value"]]],
    [{ ringSecond: 25 }, [["plan.ringSecond", "unknown_field"]]],
  ])("%j", (input, problems) => {
    expect(problemsOf(parsePlan(input))).toEqual(problems);
  });
});
