import type { Action } from "./action.ts";
import type { RuleCount } from "./count.ts";
import type { CallPlan } from "./plan.ts";
import type { TimeWindow } from "./time-window.ts";

export const OPERATORS = [
  "eq",
  "ne",
  "in",
  "nin",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "exists",
  "not_exists",
  "gt",
  "gte",
  "lt",
  "lte",
  "matches",
] as const;
export type Operator = (typeof OPERATORS)[number];

export type Scalar = string | number | boolean;

export interface Condition {
  /**
   * `severity`, `state`, `title`, `message`, `tool`, or a path into the payload: `env`, `labels.team`, `alerts.0.status`.
   * `payload.severity` reaches a payload field that has one of those names.
   */
  field: string;
  operator: Operator;
  /** A list for `in` and `nin`, `null` for `exists` and `not_exists`, else one value. */
  value: Scalar | readonly Scalar[] | null;
}

/** `all` of nothing is always true; `any` of nothing is never true. */
export type ConditionGroup = { all: readonly ConditionNode[] } | { any: readonly ConditionNode[] };
export type ConditionNode = Condition | ConditionGroup;

/** One line of a scenario. The first enabled rule whose conditions hold, in its time and often enough, decides. */
export interface Rule {
  id: string;
  name: string;
  enabled: boolean;
  when: ConditionGroup;
  /** When it applies; left out: always. */
  windows?: readonly TimeWindow[];
  /** How often it must have happened; left out: once. */
  count?: RuleCount;
  action: Action;
  plan: CallPlan;
}
