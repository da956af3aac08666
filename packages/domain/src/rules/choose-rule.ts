import type { IncomingEvent } from "../intake/event.ts";
import type { Action } from "./action.ts";
import { DEFAULT_ACTION } from "./action.ts";
import { evaluateGroup } from "./evaluate.ts";
import type { CallPlan } from "./plan.ts";
import { DEFAULT_PLAN } from "./plan.ts";
import type { Rule } from "./rule.ts";

export interface RuleContext {
  /** Milliseconds since the epoch. */
  now: number;
  /** The organization's IANA time zone. */
  timeZone: string;
}

export interface RuleChoice {
  /** `null` when none matched and the default action applies. */
  rule: Rule | null;
  action: Action;
  plan: CallPlan;
  why: string;
  /** The rules before it, and why each did not match. */
  passedOver: { ruleId: string; name: string; why: string }[];
}

/**
 * The first enabled rule whose conditions hold. None: `call_primary` with the default plan, so that nothing is dropped.
 * The event's severity is expected with the endpoint's default filled in. Pure; never throws.
 */
export function chooseRule(rules: readonly Rule[], event: IncomingEvent, _context: RuleContext): RuleChoice {
  const passedOver: RuleChoice["passedOver"] = [];
  for (const rule of rules) {
    const verdict = rule.enabled
      ? evaluateGroup(rule.when, event)
      : { holds: false, why: "it is switched off" };
    if (verdict.holds) {
      const why = `Rule "${rule.name}" matched: ${verdict.why}.`;
      return { rule, action: rule.action, plan: rule.plan, why, passedOver };
    }
    passedOver.push({ ruleId: rule.id, name: rule.name, why: verdict.why });
  }
  const why =
    rules.length === 0
      ? "The scenario has no rules: the primary member is called."
      : `None of ${rules.length} rules matched: the primary member is called.`;
  return { rule: null, action: DEFAULT_ACTION, plan: DEFAULT_PLAN, why, passedOver };
}
