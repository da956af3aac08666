import { type FieldValue, numberOf, severityRank, textOf } from "./field-value.ts";
import { compileGlob } from "./glob.ts";
import type { Condition, Operator } from "./rule.ts";

type Value = Condition["value"];
/** Whether a field passes; the value it is compared with is read already. */
export type Test = (field: FieldValue) => boolean;
type Compile = (expected: Value) => Test;

const never: Test = () => false;

const same: Compile = (expected) => {
  const wanted = textOf(expected);
  return wanted === null ? never : (field) => field.text === wanted;
};

const among: Compile = (expected) => {
  if (!Array.isArray(expected)) return never;
  const wanted = new Set(expected.map(textOf).filter((text) => text !== null));
  return ({ text }) => text !== null && wanted.has(text);
};

/** A part of a text, or an item of a list. */
const contains: Compile = (expected) => {
  const part = textOf(expected);
  return part === null ? never : (field) => field.holds(part);
};

const ofTexts =
  (compile: (expected: string) => Test): Compile =>
  (expected) => {
    const wanted = textOf(expected);
    return wanted === null ? never : compile(wanted);
  };

/** By rank when both are severities, else by number. */
const ofNumbers =
  (test: (actual: number, expected: number) => boolean): Compile =>
  (expected) => {
    const [rank, number] = [severityRank(expected), numberOf(expected)];
    return (field) => {
      if (rank !== null && field.rank !== null) return test(field.rank, rank);
      return number !== null && field.number !== null && test(field.number, number);
    };
  };

const not =
  (compile: Compile): Compile =>
  (expected) => {
    const test = compile(expected);
    return (field) => !test(field);
  };

const exists: Compile = () => (field) => field.exists;

const COMPILERS: Readonly<Record<Operator, Compile>> = {
  eq: same,
  ne: not(same),
  in: among,
  nin: not(among),
  contains,
  not_contains: not(contains),
  starts_with: ofTexts(
    (wanted) =>
      ({ text }) =>
        text?.startsWith(wanted) === true,
  ),
  ends_with: ofTexts(
    (wanted) =>
      ({ text }) =>
        text?.endsWith(wanted) === true,
  ),
  exists,
  not_exists: not(exists),
  gt: ofNumbers((actual, expected) => actual > expected),
  gte: ofNumbers((actual, expected) => actual >= expected),
  lt: ofNumbers((actual, expected) => actual < expected),
  lte: ofNumbers((actual, expected) => actual <= expected),
  matches: ofTexts(compileGlob),
};

/** A condition's test. A missing field fails all but the negated ones: `ne`, `nin`, `not_contains`, `not_exists` hold. */
export function compileTest({ operator, value }: Pick<Condition, "operator" | "value">): Test {
  return COMPILERS[operator](value);
}
