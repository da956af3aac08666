import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncomingEvent } from "../intake/event.ts";
import { chooseRule as choose, type RuleChoice, type RuleContext } from "./choose-rule.ts";
import { compileScenario } from "./compile-scenario.ts";
import { DEFAULT_PLAN } from "./plan.ts";
import type { Condition, ConditionGroup, Rule } from "./rule.ts";
import { OPERATORS } from "./rule.ts";

const context = { now: Date.UTC(2026, 10, 22), timeZone: "Europe/Kyiv" };

const event: IncomingEvent = {
  state: "firing",
  severity: "major",
  severitySource: "severity",
  title: "Database primary is down",
  titleSource: "title",
  message: null,
  dedupKey: null,
  url: null,
  tool: "generic",
  test: false,
  payload: {
    env: "Production",
    value: 12.5,
    count: "40",
    muted: false,
    nothing: null,
    severity: "page",
    tags: ["db", "EU"],
    labels: { team: "core", "kubernetes.io/name": "api", "a.b": { c: 1 } },
    alerts: [{ status: "firing" }],
  },
};

const rule = (when: ConditionGroup, more: Partial<Rule> = {}): Rule => ({
  id: "one",
  name: "One",
  enabled: true,
  when,
  action: { type: "call_all" },
  plan: DEFAULT_PLAN,
  ...more,
});

const chooseRule = (rules: readonly Rule[], seen: IncomingEvent, at: RuleContext): RuleChoice =>
  choose(compileScenario(rules), seen, at);

const holds = (condition: Condition): boolean =>
  chooseRule([rule({ all: [condition] })], event, context).rule !== null;

describe("operators", () => {
  it.each<[string, Condition["operator"], Condition["value"], boolean]>([
    ["env", "eq", "production", true],
    ["env", "eq", "staging", false],
    ["count", "eq", 40, true],
    ["muted", "eq", "false", true],
    ["labels", "eq", "core", false],
    ["missing", "eq", "", false],
    ["env", "ne", "staging", true],
    ["env", "ne", "production", false],
    ["missing", "ne", "x", true],
    ["env", "in", ["staging", "production"], true],
    ["env", "in", ["staging"], false],
    ["env", "nin", ["staging"], true],
    ["env", "nin", ["production"], false],
    ["missing", "nin", ["production"], true],
    ["title", "contains", "PRIMARY", true],
    ["title", "contains", "replica", false],
    ["tags", "contains", "eu", true],
    ["tags", "contains", "e", false],
    ["title", "not_contains", "replica", true],
    ["title", "not_contains", "primary", false],
    ["title", "starts_with", "database", true],
    ["title", "starts_with", "primary", false],
    ["title", "ends_with", "Down", true],
    ["title", "ends_with", "up", false],
    ["labels.team", "exists", null, true],
    ["nothing", "exists", null, false],
    ["message", "exists", null, false],
    ["message", "not_exists", null, true],
    ["env", "not_exists", null, false],
    ["value", "gt", 12, true],
    ["value", "gt", 12.5, false],
    ["value", "gte", "12.5", true],
    ["count", "lt", 41, true],
    ["count", "lt", 40, false],
    ["count", "lte", 40, true],
    ["env", "gt", 1, false],
    ["missing", "lte", 1, false],
    ["severity", "gte", "major", true],
    ["severity", "gte", "critical", false],
    ["severity", "lt", "critical", true],
    ["title", "matches", "database * down", true],
    ["title", "matches", "*primary", false],
    ["title", "matches", "d?tabase*", true],
    ["severity", "eq", "major", true],
    ["payload.severity", "eq", "page", true],
    ["state", "eq", "firing", true],
    ["tool", "eq", "generic", true],
    ["labels.kubernetes.io/name", "eq", "api", true],
    ["labels.a.b.c", "eq", 1, true],
    ["alerts.0.status", "eq", "firing", true],
    ["constructor", "exists", null, false],
    ["labels.__proto__", "exists", null, false],
  ])("%s %s %j: %s", (field, operator, value, expected) => {
    expect(holds({ field, operator, value })).toBe(expected);
  });
});

describe("groups and order", () => {
  const yes: Condition = { field: "env", operator: "eq", value: "production" };
  const no: Condition = { field: "env", operator: "eq", value: "staging" };

  it.each<[ConditionGroup, boolean]>([
    [{ all: [] }, true],
    [{ any: [] }, false],
    [{ all: [yes, yes] }, true],
    [{ all: [yes, no] }, false],
    [{ any: [no, yes] }, true],
    [{ any: [no, no] }, false],
    [{ all: [yes, { any: [no, { all: [yes] }] }] }, true],
  ])("%j: %s", (when, expected) => {
    expect(chooseRule([rule(when)], event, context).rule !== null).toBe(expected);
  });

  it("takes the first enabled rule that matches and says why the others did not", () => {
    const rules = [
      rule({ all: [] }, { id: "off", enabled: false }),
      rule({ all: [no] }, { id: "other" }),
      rule({ all: [yes] }, { id: "mine", action: { type: "record_only" } }),
      rule({ all: [] }, { id: "late" }),
    ];
    const choice = chooseRule(rules, event, context);
    expect(choice.rule?.id).toBe("mine");
    expect(choice.action).toEqual({ type: "record_only" });
    expect(choice.passedOver().map(({ ruleId, why }) => [ruleId, why])).toEqual([
      ["off", "it is switched off"],
      ["other", 'not env eq "staging" (it is "Production")'],
    ]);
  });

  it("calls the primary member when no rule matches", () => {
    expect(chooseRule([rule({ all: [no] })], event, context)).toMatchObject({
      rule: null,
      action: { type: "call_primary" },
      plan: DEFAULT_PLAN,
    });
    expect(chooseRule([], event, context).action).toEqual({ type: "call_primary" });
  });
});

describe("any payload and condition", () => {
  const anyCondition = fc.record({
    field: fc.oneof(fc.constantFrom("env", "labels.team", "a.b.c", "severity"), fc.string()),
    operator: fc.constantFrom(...OPERATORS),
    value: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.array(fc.string()), fc.constant(null)),
  });

  it("never throws, and a negated operator is the opposite of its own", () => {
    fc.assert(
      fc.property(fc.anything(), anyCondition, (payload, condition) => {
        const matches = (operator: Condition["operator"]): boolean =>
          chooseRule([rule({ all: [{ ...condition, operator }] })], { ...event, payload }, context).rule !==
          null;
        matches(condition.operator);
        expect(matches("ne")).toBe(!matches("eq"));
        expect(matches("nin")).toBe(!matches("in"));
        expect(matches("not_contains")).toBe(!matches("contains"));
        expect(matches("not_exists")).toBe(!matches("exists"));
      }),
      { numRuns: 2000 },
    );
  });
});
