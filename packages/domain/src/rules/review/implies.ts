import { compileTest } from "../compile-test.ts";
import { FieldValue, numberOf, textOf } from "../field-value.ts";
import type { Condition, ConditionNode } from "../rule.ts";
import { alwaysHolds, holdsFor, listOf, possibleValues } from "./known-values.ts";

/** Pairs of conditions that one review compares. A scenario with more is not looked at further: 20 ms is enough. */
const MAX_COMPARISONS = 50_000;

/** What may still be compared. */
export interface Budget {
  left: number;
}

export function newBudget(): Budget {
  return { left: MAX_COMPARISONS };
}

/**
 * Whether `wide` surely holds whenever `narrow` does. `false` also means "cannot tell": nothing is called unreachable
 * that could be reached.
 */
export function implies(narrow: ConditionNode, wide: ConditionNode, budget: Budget): boolean {
  budget.left -= 1;
  if (budget.left < 0) return false;
  if ("all" in wide) return wide.all.every((node) => implies(narrow, node, budget));
  if ("any" in narrow)
    return narrow.any.length > 0 && narrow.any.every((node) => implies(node, wide, budget));
  if ("any" in wide && wide.any.some((node) => implies(narrow, node, budget))) return true;
  if ("field" in wide && alwaysHolds(wide)) return true;
  if ("all" in narrow) {
    if (narrow.all.some((node) => implies(node, wide, budget))) return true;
    return "field" in wide && togetherImply(conditionsOn(wide.field, narrow.all), wide);
  }
  return "field" in wide && conditionImplies(narrow, wide);
}

/** Conditions on one field that must all hold, nested groups included. */
export function conditionsOn(field: string, nodes: readonly ConditionNode[]): Condition[] {
  return nodes.flatMap((node) => {
    if ("field" in node) return node.field === field ? [node] : [];
    return "all" in node ? conditionsOn(field, node.all) : [];
  });
}

function togetherImply(narrow: readonly Condition[], wide: Condition): boolean {
  const values = possibleValues(narrow);
  return values !== null && values.every((value) => holdsFor(wide, value));
}

function conditionImplies(narrow: Condition, wide: Condition): boolean {
  if (narrow.field !== wide.field) return false;
  if (togetherImply([narrow], wide)) return true;
  if (isSame(narrow, wide)) return true;
  if (wide.operator === "exists") return !NEGATED.has(narrow.operator);
  return comparesWider(narrow, wide) || excludesLess(narrow, wide) || partImplies(narrow, wide);
}

const NEGATED: ReadonlySet<Condition["operator"]> = new Set(["ne", "nin", "not_contains", "not_exists"]);

function isSame(one: Condition, other: Condition): boolean {
  if (one.operator !== other.operator) return false;
  const [a, b] = [one, other].map(({ value }) =>
    listOf(value)
      .map((item) => textOf(item) ?? "")
      .toSorted((one, two) => (one < two ? -1 : 1)),
  );
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `gt 10` holds only where `gt 5` does. A bound is a value of the other side that is tried at its own edge. */
function comparesWider(narrow: Condition, wide: Condition): boolean {
  const bound = numberOf(narrow.value);
  const other = numberOf(wide.value);
  if (bound === null || other === null) return false;
  switch (narrow.operator) {
    case "gt":
      return (wide.operator === "gt" || wide.operator === "gte") && bound >= other;
    case "gte":
      return wide.operator === "gte" ? bound >= other : wide.operator === "gt" && bound > other;
    case "lt":
      return (wide.operator === "lt" || wide.operator === "lte") && bound <= other;
    case "lte":
      return wide.operator === "lte" ? bound <= other : wide.operator === "lt" && bound < other;
    default:
      return false;
  }
}

/** What is none of many is none of some of them. */
function excludesLess(narrow: Condition, wide: Condition): boolean {
  const isExclusion = ({ operator }: Condition): boolean => operator === "ne" || operator === "nin";
  if (!isExclusion(narrow) || !isExclusion(wide)) return false;
  const excluded = new Set(listOf(narrow.value).map(textOf));
  return listOf(wide.value).every((value) => excluded.has(textOf(value)));
}

/** A text that begins or ends with some letters also begins, ends with, or contains fewer of them. */
function partImplies(narrow: Condition, wide: Condition): boolean {
  const isEdge = narrow.operator === "starts_with" || narrow.operator === "ends_with";
  if (!isEdge || (wide.operator !== narrow.operator && wide.operator !== "contains")) return false;
  return compileTest(wide)(new FieldValue(textOf(narrow.value)));
}
