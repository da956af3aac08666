import type { Action } from "./action.ts";

/** One escalation step: when nobody acknowledged for so long, this is done next. */
export interface PlanStep {
  /** Seconds from the start of the step before it. */
  afterSeconds: number;
  action: Action;
}

/** How long and how often to ring, and whom next. */
export interface CallPlan {
  ringSeconds: number;
  /** Calls to one phone in one step, the first included. */
  attempts: number;
  /** Seconds from the end of an unanswered attempt to the next. */
  spacingSeconds: number;
  steps: readonly PlanStep[];
  /** How often the whole plan runs before the alert is `exhausted`. */
  passes: number;
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
} as const;
export const MAX_PLAN_STEPS = 10;
