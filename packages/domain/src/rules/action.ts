/** What a rule or an escalation step does. Each resolves to people and their primary phones when it runs. */
export type Action =
  /** The scenario's primary member. */
  | { type: "call_primary" }
  /** Whoever is on call. */
  | { type: "call_on_schedule"; scheduleId: string }
  /** Everybody in the organization. */
  | { type: "call_all" }
  /** Everybody in the endpoint's project. */
  | { type: "call_project" }
  | { type: "call_member"; memberId: string }
  | { type: "call_owners" }
  /** Kept, nobody rings. */
  | { type: "record_only" };

export type ActionType = Action["type"];

export const ACTION_TYPES = [
  "call_primary",
  "call_on_schedule",
  "call_all",
  "call_project",
  "call_member",
  "call_owners",
  "record_only",
] as const satisfies readonly ActionType[];

/** An alert is never silently dropped: this happens when no rule matches. */
export const DEFAULT_ACTION: Action = { type: "call_primary" };
