import fc from "fast-check";
import { expect, it } from "vitest";
import type { IncomingEvent } from "../../intake/event.ts";
import { compileGroup } from "../compile-conditions.ts";
import { Facts, FieldTable } from "../facts.ts";
import type { Condition, ConditionGroup } from "../rule.ts";
import { implies, newBudget } from "./implies.ts";

const words = fc.constantFrom("a", "ab", "abc", "B", "critical", "minor", "5", "10");
const scalar = fc.oneof(words, fc.constantFrom(5, 7.5, 10, true));
const field = fc.constantFrom("severity", "x", "y");
const condition = fc.oneof(
  fc.record({
    field,
    operator: fc.constantFrom("eq", "ne", "contains", "not_contains" as const),
    value: scalar,
  }),
  fc.record({
    field,
    operator: fc.constantFrom("in", "nin" as const),
    value: fc.array(scalar, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    field,
    operator: fc.constantFrom("starts_with", "ends_with", "matches" as const),
    value: fc.oneof(words, fc.constant("a*")),
  }),
  fc.record({ field, operator: fc.constantFrom("exists", "not_exists" as const), value: fc.constant(null) }),
  fc.record({
    field,
    operator: fc.constantFrom("gt", "gte", "lt", "lte" as const),
    value: fc.constantFrom(5, 7.5, 10, "5", "major"),
  }),
) as fc.Arbitrary<Condition>;
const { group } = fc.letrec<{ group: ConditionGroup; node: Condition | ConditionGroup }>((tie) => ({
  node: fc.oneof({ depthSize: "small" }, condition, tie("group")),
  group: fc.oneof(
    fc.record({ all: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("node"), { maxLength: 3 }) }),
  ),
}));
const value = fc.oneof(scalar, fc.constant(null), fc.array(words, { maxLength: 2 }), fc.constant({}));
const payload = fc.record({ x: value, y: value }, { requiredKeys: [] });
const severity = fc.constantFrom("critical", "major", "minor", "info" as const);

function holds(conditions: ConditionGroup, event: IncomingEvent): boolean {
  const fields = new FieldTable();
  return compileGroup(conditions, fields).holds(new Facts(event, fields));
}

it("what implies another never holds without it", () => {
  let found = 0;
  const property = fc.property(
    group,
    group,
    severity,
    fc.array(payload, { minLength: 5, maxLength: 5 }),
    (a, b, worst, all) => {
      const pairs: [ConditionGroup, ConditionGroup][] = [
        [a, b],
        [{ all: [a, b] }, b],
        [a, { any: [b, a] }],
      ];
      for (const [narrow, wide] of pairs) {
        if (!implies(narrow, wide, newBudget())) continue;
        found += 1;
        for (const payload of all) {
          const event = { ...EVENT, severity: worst, payload };
          if (holds(narrow, event)) expect(holds(wide, event)).toBe(true);
        }
      }
    },
  );
  fc.assert(property, { numRuns: 5000 });
  expect(found).toBeGreaterThan(5000);
});

const EVENT: IncomingEvent = {
  state: "firing",
  severity: null,
  severitySource: null,
  title: null,
  titleSource: null,
  message: null,
  dedupKey: null,
  url: null,
  tool: "generic",
  test: false,
  payload: null,
};
