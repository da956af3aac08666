import { SEVERITIES } from "../alerts/severity.ts";
import { MAX_PATTERN } from "./glob.ts";
import type { Report } from "./problem.ts";
import { isRecord, reportUnknownFields } from "./problem.ts";
import type { Condition, ConditionGroup, ConditionNode, Operator, Scalar } from "./rule.ts";
import { OPERATORS } from "./rule.ts";

/** Deeper nesting is no rule that a person can read. */
const MAX_DEPTH = 5;
const MAX_NODES = 50;
const MAX_FIELD = 200;
const MAX_VALUE = 1000;

const isScalar = (value: unknown): value is Scalar =>
  (typeof value === "string" && value.length <= MAX_VALUE) ||
  typeof value === "boolean" ||
  Number.isFinite(value);

const isNumeric = (value: unknown): boolean =>
  Number.isFinite(value) ||
  (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)));

type ValueKind = "none" | "list" | "number" | "text" | "scalar";

const VALUE_KINDS: Readonly<Record<Operator, ValueKind>> = {
  eq: "scalar",
  ne: "scalar",
  in: "list",
  nin: "list",
  contains: "scalar",
  not_contains: "scalar",
  starts_with: "text",
  ends_with: "text",
  exists: "none",
  not_exists: "none",
  gt: "number",
  gte: "number",
  lt: "number",
  lte: "number",
  matches: "text",
};

const EXPECTED: Readonly<Record<ValueKind, string>> = {
  none: "takes no value",
  list: "needs a list of at least one text, number or truth value",
  number: "compares numbers: write one, such as 90",
  text: `needs a text of 1 to ${MAX_PATTERN} characters`,
  scalar: "needs one text, number or truth value",
};

/** `{ all: […] }` or `{ any: […] }` from untrusted input; `undefined` input means no conditions. */
export function parseGroup(
  input: unknown,
  path: string,
  report: Report,
  depth = 1,
): ConditionGroup | undefined {
  if (input === undefined) return { all: [] };
  const kind = isRecord(input)
    ? (["all", "any"] as const).find((key) => Array.isArray(input[key]))
    : undefined;
  if (!isRecord(input) || kind === undefined || depth > MAX_DEPTH) {
    report(
      path,
      "wrong_type",
      `Conditions are { all: [ … ] } or { any: [ … ] }, at most ${MAX_DEPTH} levels deep.`,
    );
    return undefined;
  }
  reportUnknownFields(input, [kind], path, report);
  const list: unknown = input[kind];
  const items: unknown[] = Array.isArray(list) ? list : [];
  if (items.length > MAX_NODES)
    report(`${path}.${kind}`, "out_of_range", `At most ${MAX_NODES} conditions in a group.`);
  if (kind === "any" && items.length === 0) {
    report(`${path}.any`, "never_matches", "Any of nothing never matches. Add a condition, or use all.");
  }
  const nodes = items
    .slice(0, MAX_NODES)
    .map((item, index) => parseNode(item, `${path}.${kind}[${index}]`, report, depth))
    .filter((node) => node !== undefined);
  return kind === "all" ? { all: nodes } : { any: nodes };
}

function parseNode(input: unknown, path: string, report: Report, depth: number): ConditionNode | undefined {
  if (isRecord(input) && ("all" in input || "any" in input))
    return parseGroup(input, path, report, depth + 1);
  return parseCondition(input, path, report);
}

function parseCondition(input: unknown, path: string, report: Report): Condition | undefined {
  if (!isRecord(input)) {
    report(path, "wrong_type", "A condition is an object with field, operator and value.");
    return undefined;
  }
  reportUnknownFields(input, ["field", "operator", "value"], path, report);
  const { field, value = null } = input;
  const operator = OPERATORS.find((known) => known === input.operator);
  if (typeof field !== "string" || field === "" || field.length > MAX_FIELD) {
    report(`${path}.field`, "missing", `A field is a name or dotted path of 1 to ${MAX_FIELD} characters.`);
    return undefined;
  }
  if (operator === undefined) {
    report(`${path}.operator`, "unknown_value", `Operators: ${OPERATORS.join(", ")}.`);
    return undefined;
  }
  const good = readValue(VALUE_KINDS[operator], value, field);
  if (good === undefined)
    report(`${path}.value`, "wrong_type", `${operator} ${expectedOf(operator, field)}.`);
  return good === undefined ? undefined : { field, operator, value: good };
}

function expectedOf(operator: Operator, field: string): string {
  const kind = VALUE_KINDS[operator];
  if (kind === "number" && field === "severity") return `needs one of ${SEVERITIES.join(", ")}`;
  return EXPECTED[kind];
}

/** The value when it suits the operator, else `undefined`: a comparison that can never hold is an error, not a rule. */
function readValue(kind: ValueKind, value: unknown, field: string): Condition["value"] | undefined {
  switch (kind) {
    case "none":
      return value === null ? null : undefined;
    case "list":
      return Array.isArray(value) && value.length > 0 && value.length <= MAX_NODES && value.every(isScalar)
        ? value
        : undefined;
    case "number": {
      const isSeverity = field === "severity" && SEVERITIES.some((severity) => severity === value);
      const fits = field === "severity" ? isSeverity : isNumeric(value);
      return fits && isScalar(value) ? value : undefined;
    }
    case "text":
      return typeof value === "string" && value !== "" && value.length <= MAX_PATTERN ? value : undefined;
    case "scalar":
      return isScalar(value) ? value : undefined;
  }
}
