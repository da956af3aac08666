import type { Outcome } from "../calls/outcomes.ts";
import { type CallPlan, SETTABLE_OUTCOMES } from "../rules/plan.ts";

/** What a call's end means for the phone it rang. */
export interface RedialRule {
  /** Spends one of the plan's attempts. A platform failure is CallPing's fault and never does. */
  counts: boolean;
  /** `never` gives the phone up for this step. `plan` waits the plan's spacing. A number is seconds. */
  wait: "never" | "plan" | number;
}

/**
 * One rule an outcome (product, sections 4 and 5). A phone in reach but unanswered waits the plan's spacing;
 * somebody who picked up and pressed nothing is rung again at once, since voicemail is not a person. These rules are
 * asked only while the alert is open: a key that closed another alert of the same call did not reach this one.
 */
export const REDIAL_RULES: Record<Outcome, RedialRule> = {
  acknowledged: { counts: true, wait: "plan" },
  answered_no_key: { counts: true, wait: 10 },
  hung_up: { counts: true, wait: 10 },
  opted_out: { counts: true, wait: "never" },
  busy: { counts: true, wait: "plan" },
  rejected: { counts: true, wait: "plan" },
  no_answer: { counts: true, wait: "plan" },
  bad_number: { counts: true, wait: "never" },
  trunk_auth: { counts: false, wait: 5 },
  trunk_refused: { counts: false, wait: 5 },
  trunk_silent: { counts: false, wait: 5 },
  trunk_error: { counts: false, wait: 5 },
  trunk_codec: { counts: false, wait: 5 },
  trunk_down: { counts: false, wait: 5 },
  no_permitted_route: { counts: true, wait: "never" },
  capped: { counts: true, wait: "never" },
  cancelled: { counts: false, wait: 5 },
  lost: { counts: false, wait: 0 },
  failed: { counts: false, wait: 5 },
};

/** Platform failures in a row space out: 5 s, 10 s, 20 s, then every 30 s. What was lost is rung again at once, once. */
const SHORTEST_PLATFORM_WAIT_SECONDS = 5;
const LONGEST_PLATFORM_WAIT_SECONDS = 30;

/** Seconds until the next attempt, or `null` for never; the plan's own rule comes first. `failuresBefore` counts platform failures in a row before this one. */
export function redialWaitSeconds(
  outcome: Outcome,
  failuresBefore: number,
  { spacingSeconds, redial }: Pick<CallPlan, "spacingSeconds" | "redial">,
): number | null {
  const set = SETTABLE_OUTCOMES.find((settable) => settable === outcome);
  const own = set === undefined ? undefined : redial?.[set];
  if (own !== undefined) return own === "never" ? null : own;
  const rule = REDIAL_RULES[outcome];
  if (rule.wait === "never") return null;
  if (rule.wait === "plan") return spacingSeconds;
  if (rule.counts) return rule.wait;
  const doublings = rule.wait === 0 ? failuresBefore - 1 : failuresBefore;
  if (doublings < 0) return 0;
  return Math.min(
    SHORTEST_PLATFORM_WAIT_SECONDS * 2 ** Math.min(doublings, 6),
    LONGEST_PLATFORM_WAIT_SECONDS,
  );
}
