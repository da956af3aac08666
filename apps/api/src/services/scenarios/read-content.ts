import { createId } from "@callping/contract/ids";
import { problemsOfSpeech } from "@callping/domain/calls/spoken-template";
import { parsePlan } from "@callping/domain/rules/parse-plan";
import { parseRules } from "@callping/domain/rules/parse-rules";
import { type CallPlan, DEFAULT_PLAN } from "@callping/domain/rules/plan";
import { isRecord, type Problem } from "@callping/domain/rules/problem";
import type { Rule } from "@callping/domain/rules/rule";
import type { Reach } from "@callping/domain/rules/review/review-reach";
import { reviewScenario } from "@callping/domain/rules/review/review-scenario";

/** What somebody wrote of a scenario. */
export interface Written {
  rules: unknown;
  /** `null` or left out: the product's defaults. */
  plan: unknown;
  /** `null` or left out: severity and title. */
  speech?: string | null | undefined;
  /** `null` when a draft does not say. */
  primaryMemberId: string | null;
}

export interface Content {
  rules: Rule[];
  plan: CallPlan | null;
}

export interface ReadContent {
  /** `null` when it cannot be saved. */
  content: Content | null;
  problems: Problem[];
  warnings: Problem[];
}

/** Reads and reviews a scenario: every problem of rules and plan at once. */
export function readContent(
  { rules, plan, speech, primaryMemberId }: Written,
  reach: Omit<Reach, "primaryMemberId">,
): ReadContent {
  const parsedRules = parseRules(named(rules ?? []));
  const parsedPlan = plan == null ? null : parsePlan(plan);
  const problems = [parsedRules, parsedPlan].flatMap((parsed) =>
    parsed === null || parsed.ok ? [] : parsed.error.problems,
  );
  problems.push(...speechProblems(speech ?? null));
  if (!parsedRules.ok || parsedPlan?.ok === false) return { content: null, problems, warnings: [] };
  const content = { rules: parsedRules.value, plan: parsedPlan?.value ?? null };
  const reviewed = { rules: content.rules, plan: content.plan ?? DEFAULT_PLAN, primaryMemberId };
  const { errors, warnings } = reviewScenario(reviewed, reach);
  problems.push(...errors);
  return { content: problems.length === 0 ? content : null, problems, warnings };
}

function speechProblems(speech: string | null): Problem[] {
  return speech === null
    ? []
    : problemsOfSpeech(speech).map((message) => ({
        path: "speech",
        reason: "unknown_value" as const,
        message,
      }));
}

/** Rules without an id get one, which they keep. */
function named(rules: unknown): unknown {
  if (!Array.isArray(rules)) return rules;
  return rules.map((rule: unknown) =>
    isRecord(rule) && rule["id"] === undefined ? { ...rule, id: createId("rule") } : rule,
  );
}
