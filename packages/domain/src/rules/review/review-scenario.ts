import type { CallPlan } from "../plan.ts";
import type { Problem, Report } from "../problem.ts";
import type { Rule } from "../rule.ts";
import { reviewOrder } from "./review-order.ts";
import { type Reach, type Reports, reviewAction, reviewPlan } from "./review-reach.ts";
import { reviewValues } from "./review-values.ts";

/** A scenario that parsed. */
export interface Reviewed {
  rules: readonly Rule[];
  /** The plan of the default action. */
  plan: CallPlan;
  /** `null` in a draft that does not say. */
  primaryMemberId: string | null;
}

export interface Review {
  /** What must be corrected before it is saved. */
  errors: Problem[];
  /** What is kept and said: it may be meant. */
  warnings: Problem[];
}

/**
 * What of a scenario would not do what its author means. Only enabled rules are looked at. Stored scenarios are not
 * reviewed again: what was once saved goes on to ring.
 */
export function reviewScenario(
  { rules, plan, primaryMemberId }: Reviewed,
  known: Omit<Reach, "primaryMemberId">,
): Review {
  const reach = { ...known, primaryMemberId };
  const review: Review = { errors: [], warnings: [] };
  const into =
    (problems: Problem[]): Report =>
    (path, reason, message) =>
      problems.push({ path, reason, message });
  const reports: Reports = { error: into(review.errors), warning: into(review.warnings) };
  if (primaryMemberId !== null && !reach.members.some(({ id }) => id === primaryMemberId))
    reports.error("primary_member_id", "unknown_value", noPrimary(primaryMemberId));
  else reviewAction({ type: "call_primary" }, "primary_member_id", reach, reports);
  for (const [index, rule] of rules.entries())
    if (rule.enabled) reviewRule(rule, `rules[${index}]`, reach, reports);
  reviewPlan(plan, "plan", reach, reports);
  reviewOrder(rules, reports.warning);
  return { errors: review.errors, warnings: unlike(review.warnings) };
}

function reviewRule(rule: Rule, path: string, reach: Reach, reports: Reports): void {
  reviewValues(rule.when, `${path}.when`, reports.error);
  if (rule.count?.times === 1)
    reports.warning(`${path}.count.times`, "unreachable", "Once is always reached: leave count out.");
  reviewAction(rule.action, `${path}.action`, reach, reports);
  if (rule.action.type !== "record_only") reviewPlan(rule.plan, `${path}.plan`, reach, reports);
}

function noPrimary(id: string): string {
  return `There is no member ${id} in this organization. The primary member is called when no rule matches.`;
}

/** The same said of the same place, once. */
function unlike(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem])).values()];
}
