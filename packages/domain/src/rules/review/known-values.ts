import { SEVERITIES } from "../../alerts/severity.ts";
import { compileTest } from "../compile-test.ts";
import { FieldValue, textOf } from "../field-value.ts";
import type { Condition, Scalar } from "../rule.ts";

/** Everything that these fields can hold when a rule is asked: it is asked of firing events only. */
const ALL_VALUES: Readonly<Record<string, readonly Scalar[]>> = { severity: SEVERITIES, state: ["firing"] };

export function holdsFor(condition: Condition, value: Scalar): boolean {
  return compileTest(condition)(new FieldValue(value));
}

/** The values that a field can have when all these conditions on it hold, or `null` when they are not a list. */
export function possibleValues(conditions: readonly Condition[]): Scalar[] | null {
  const [first] = conditions;
  const closed = first && Object.hasOwn(ALL_VALUES, first.field) ? ALL_VALUES[first.field] : undefined;
  const candidates = closed ?? conditions.map(namedValues).find((values) => values !== null);
  if (candidates === undefined) return null;
  return candidates.filter((value) => conditions.every((condition) => holdsFor(condition, value)));
}

function namedValues({ operator, value }: Condition): readonly Scalar[] | null {
  if (operator !== "eq" && operator !== "in") return null;
  return listOf(value).map((item) => textOf(item) ?? "");
}

export function listOf(value: Condition["value"]): readonly Scalar[] {
  if (value === null) return [];
  return typeof value === "object" ? value : [value];
}

/** Whether a condition on a field of known values holds for each of them. */
export function alwaysHolds(condition: Condition): boolean {
  const closed = Object.hasOwn(ALL_VALUES, condition.field) ? ALL_VALUES[condition.field] : undefined;
  return closed?.every((value) => holdsFor(condition, value)) ?? false;
}
