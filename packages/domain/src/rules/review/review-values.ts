import { SEVERITIES } from "../../alerts/severity.ts";
import { severityOf } from "../../intake/reader/severity-words.ts";
import type { Report } from "../problem.ts";
import type { Condition, ConditionGroup, ConditionNode, Scalar } from "../rule.ts";
import { textOf } from "../field-value.ts";
import { conditionsOn } from "./implies.ts";
import { holdsFor, listOf, possibleValues } from "./known-values.ts";

/** Comparisons that say something else than they seem to, or can never hold. */
export function reviewValues(group: ConditionGroup, path: string, report: Report): void {
  const [kind, nodes] = "all" in group ? (["all", group.all] as const) : (["any", group.any] as const);
  const before = nodes.map((node, index) => reviewNode(node, `${path}.${kind}[${index}]`, report));
  if (kind === "all" && before.every((isGood) => isGood)) reviewTogether(nodes, `${path}.all`, report);
}

/** Whether nothing was found, so that one mistake is told once. */
function reviewNode(node: ConditionNode, path: string, report: Report): boolean {
  if (!("field" in node)) {
    reviewValues(node, path, report);
    return true;
  }
  const problem = problemOf(node);
  if (problem !== null) report(`${path}.value`, ...problem);
  return problem === null;
}

type Told = Parameters<Report> extends [string, ...infer Rest] ? Rest : never;

function problemOf(condition: Condition): Told | null {
  const { field, operator } = condition;
  if (field === "state" && !holdsFor(condition, "firing"))
    return ["never_matches", "Rules are asked about firing events only: a resolved one closes its alert."];
  if (field !== "severity") return null;
  if (["eq", "ne", "in", "nin"].includes(operator)) {
    const unknown = listOf(condition.value).find((value) => !isSeverity(value));
    if (unknown !== undefined) return ["unknown_value", aboutSeverity(unknown)];
  }
  if ((possibleValues([condition])?.length ?? 1) > 0) return null;
  const worst = operator === "gt" ? " Nothing is worse than critical." : "";
  return ["never_matches", `No severity fits this; severities are ${SEVERITIES.join(", ")}.${worst}`];
}

function isSeverity(value: Scalar): boolean {
  return SEVERITIES.some((severity) => severity === textOf(value));
}

function aboutSeverity(value: Scalar): string {
  const read = severityOf(String(value));
  const hint = read === null ? "" : ` A tool's ${JSON.stringify(value)} is read as ${read}: write that.`;
  return `${JSON.stringify(value)} is no severity of CallPing's. Write ${SEVERITIES.slice(0, -1).join(", ")} or ${SEVERITIES.at(-1)}.${hint}`;
}

/** Conditions that each make sense and cannot hold together. */
function reviewTogether(nodes: readonly ConditionNode[], path: string, report: Report): void {
  const fields = new Set(nodes.flatMap((node) => ("field" in node ? [node.field] : [])));
  for (const field of fields) {
    const conditions = conditionsOn(field, nodes);
    if (conditions.length < 2 || canHold(conditions)) continue;
    const claims = conditions.map(({ operator, value }) => `${operator} ${JSON.stringify(value)}`);
    report(
      path,
      "never_matches",
      `${field} cannot be ${claims.join(" and ")} at once. Use any, or remove one.`,
    );
  }
}

function canHold(conditions: readonly Condition[]): boolean {
  const values = possibleValues(conditions);
  if (values !== null) return values.length > 0;
  const operators = new Set(conditions.map(({ operator }) => operator));
  const isMissing = operators.has("not_exists");
  if (isMissing) return [...operators].every((operator) => MISSING_PASSES.has(operator));
  return rangeIsOpen(conditions);
}

const MISSING_PASSES: ReadonlySet<string> = new Set(["not_exists", "ne", "nin", "not_contains"]);

function rangeIsOpen(conditions: readonly Condition[]): boolean {
  const bounds = (...operators: string[]): number[] =>
    conditions.filter(({ operator }) => operators.includes(operator)).map(({ value }) => Number(value));
  const [low, high] = [Math.max(...bounds("gt", "gte")), Math.min(...bounds("lt", "lte"))];
  if (low < high || Number.isNaN(low) || Number.isNaN(high)) return true;
  return low === high && !bounds("gt").includes(low) && !bounds("lt").includes(high);
}
