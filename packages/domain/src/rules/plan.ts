import type { Outcome } from "../calls/outcomes.ts";
import type { Action } from "./action.ts";

/** One escalation step: when nobody acknowledged for so long, this is done next. */
export interface PlanStep {
  /** Seconds from the start of the step before it. */
  afterSeconds: number;
  action: Action;
}

/** Outcomes whose redial a plan may set: what a person or their telephone did. What CallPing or a trunk did never counts. */
export const SETTABLE_OUTCOMES = [
  "busy",
  "rejected",
  "no_answer",
  "answered_no_key",
  "hung_up",
  "bad_number",
] as const satisfies readonly Outcome[];
export type SettableOutcome = (typeof SETTABLE_OUTCOMES)[number];

/** Seconds from the end of such a call to the next, or `never`: the phone is given up for this step. */
export type RedialSetting = number | "never";

/** How long and how often to ring, and whom next. Options left out are off: plans stored before them stay as they were. */
export interface CallPlan {
  ringSeconds: number;
  /** Calls to one phone in one step, the first included. */
  attempts: number;
  /** Seconds from the end of an unanswered attempt to the next. */
  spacingSeconds: number;
  steps: readonly PlanStep[];
  /** How often the whole plan runs before the alert is `exhausted`. */
  passes: number;
  /** Where a plan differs from the product's rules for an outcome (`alerts/redial.ts`). */
  redial?: Readonly<Partial<Record<SettableOutcome, RedialSetting>>>;
  /** Whom to ring once more when the last pass is over and nobody acknowledged. */
  catchAll?: Action;
  /** Seconds after an acknowledgement until its person is asked whether they are still on it. */
  reconfirmAfterSeconds?: number;
  /** A repeat that is worse than an acknowledged alert was takes the acknowledgement back. */
  retriggerOnWorse?: boolean;
  /** So many repeats since an acknowledgement take it back. */
  retriggerAfterRepeats?: number;
}

/**
 * Nobody must touch a plan. Three attempts of 25 s, 45 s apart, end within 180 s (ring 25 + set-up of up to 8 s each);
 * after 300 s without a key the owners are next; four passes at most.
 */
export const DEFAULT_PLAN: CallPlan = {
  ringSeconds: 25,
  attempts: 3,
  spacingSeconds: 45,
  steps: [{ afterSeconds: 300, action: { type: "call_owners" } }],
  passes: 4,
};

/** Bounds of a plan's figures: shorter hammers a phone, longer is nobody's idea of an alert. Inclusive. */
export const PLAN_LIMITS = {
  ringSeconds: { min: 5, max: 60 },
  attempts: { min: 1, max: 10 },
  spacingSeconds: { min: 5, max: 3600 },
  passes: { min: 1, max: 10 },
  afterSeconds: { min: 5, max: 86_400 },
  redialSeconds: { min: 5, max: 3600 },
  reconfirmAfterSeconds: { min: 300, max: 86_400 },
  retriggerAfterRepeats: { min: 1, max: 10_000 },
} as const;
export const MAX_PLAN_STEPS = 10;
