import { parseAction } from "./parse-action.ts";
import { parseGroup } from "./parse-condition.ts";
import { parseCount } from "./parse-count.ts";
import { readPlan } from "./parse-plan.ts";
import { parseWindows } from "./parse-window.ts";
import type { Parsed, Report } from "./problem.ts";
import { collect, isRecord, reportUnknownFields } from "./problem.ts";
import type { Rule } from "./rule.ts";

const RULE_FIELDS = ["id", "name", "enabled", "when", "windows", "count", "action", "plan"] as const;
export const MAX_RULES = 100;

/**
 * A scenario's rules from untrusted input: `[{ id, name, enabled?, when?, windows?, count?, action, plan? }]`. Every
 * problem is reported with its path; a field we do not know is one of them.
 */
export function parseRules(input: unknown): Parsed<Rule[], "invalid_rules"> {
  return collect("invalid_rules", (report) => {
    if (!Array.isArray(input) || input.length > MAX_RULES) {
      report("rules", "wrong_type", `Rules are a list of at most ${MAX_RULES}.`);
      return undefined;
    }
    const rules = input
      .map((rule: unknown, index) => parseRule(rule, `rules[${index}]`, report))
      .filter((rule) => rule !== undefined);
    reportDuplicates(rules, report);
    return rules;
  });
}

function parseRule(input: unknown, path: string, report: Report): Rule | undefined {
  if (!isRecord(input)) {
    report(path, "wrong_type", "A rule is an object with id, name, when, action and plan.");
    return undefined;
  }
  reportUnknownFields(input, RULE_FIELDS, path, report);
  const { id, name, enabled = true } = input;
  const when = parseGroup(input.when, `${path}.when`, report);
  const windows = parseWindows(input.windows, `${path}.windows`, report);
  const count = parseCount(input.count, `${path}.count`, report);
  const action = parseAction(input.action, `${path}.action`, report);
  const plan = readPlan(input.plan, `${path}.plan`, report);
  const named = typeof id === "string" && id !== "" && typeof name === "string" && name.trim() !== "";
  if (!named) report(path, "missing", "A rule needs an id and a name.");
  if (typeof enabled !== "boolean") report(`${path}.enabled`, "wrong_type", "enabled is true or false.");
  if (
    !named ||
    typeof enabled !== "boolean" ||
    when === undefined ||
    action === undefined ||
    plan === undefined
  )
    return undefined;
  const limits = { ...(windows !== undefined && { windows }), ...(count !== undefined && { count }) };
  return { id, name, enabled, when, ...limits, action, plan };
}

function reportDuplicates(rules: readonly Rule[], report: Report): void {
  const seen = new Set<string>();
  for (const [index, { id }] of rules.entries()) {
    if (seen.has(id)) report(`rules[${index}].id`, "duplicate", `Another rule has the id ${id}.`);
    seen.add(id);
  }
}
