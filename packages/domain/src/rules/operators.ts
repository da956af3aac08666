import { SEVERITIES } from "../alerts/severity.ts";
import { globMatches } from "./glob.ts";
import type { Condition, Operator } from "./rule.ts";

type Value = Condition["value"];
type Test = (actual: unknown, expected: Value) => boolean;

/** Text of a scalar, without case: people write `Production` where the tool sends `production`. */
function text(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return value.toLowerCase();
    case "number":
    case "boolean":
    case "bigint":
      return String(value);
    default:
      return null;
  }
}

/** Worst is highest, so that `severity gte major` means major or worse. */
function severityRank(value: unknown): number | null {
  const rank = SEVERITIES.findIndex((severity) => severity === value);
  return rank < 0 ? null : SEVERITIES.length - rank;
}

function numeric(value: unknown): number | null {
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  if (typeof value !== "string" || !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)) return null;
  return Number(value);
}

const same: Test = (actual, expected) => text(actual) !== null && text(actual) === text(expected);
const among: Test = (actual, expected) =>
  Array.isArray(expected) && expected.some((item: Value) => same(actual, item));

/** A part of a text, or an item of a list. */
const contains: Test = (actual, expected) => {
  if (Array.isArray(actual)) return actual.some((item) => same(item, expected));
  const part = text(expected);
  return part !== null && (text(actual)?.includes(part) ?? false);
};

const ofTexts =
  (test: (actual: string, expected: string) => boolean): Test =>
  (actual, expected) => {
    const [a, b] = [text(actual), text(expected)];
    return a !== null && b !== null && test(a, b);
  };

const ofNumbers =
  (test: (actual: number, expected: number) => boolean): Test =>
  (actual, expected) => {
    const ranks = [severityRank(actual), severityRank(expected)] as const;
    const [a, b] = ranks[0] !== null && ranks[1] !== null ? ranks : [numeric(actual), numeric(expected)];
    return a !== null && b !== null && test(a, b);
  };

const not =
  (test: Test): Test =>
  (actual, expected) =>
    !test(actual, expected);

const exists: Test = (actual) => actual !== undefined && actual !== null;

/** Every operator. A missing field fails all but the negated ones: `ne`, `nin`, `not_contains`, `not_exists` hold. */
export const OPERATOR_TESTS: Readonly<Record<Operator, Test>> = {
  eq: same,
  ne: not(same),
  in: among,
  nin: not(among),
  contains,
  not_contains: not(contains),
  starts_with: ofTexts((actual, expected) => actual.startsWith(expected)),
  ends_with: ofTexts((actual, expected) => actual.endsWith(expected)),
  exists,
  not_exists: not(exists),
  gt: ofNumbers((actual, expected) => actual > expected),
  gte: ofNumbers((actual, expected) => actual >= expected),
  lt: ofNumbers((actual, expected) => actual < expected),
  lte: ofNumbers((actual, expected) => actual <= expected),
  matches: ofTexts((actual, expected) => globMatches(expected, actual)),
};
