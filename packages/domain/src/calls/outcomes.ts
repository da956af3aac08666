/**
 * How an attempt ended: one enum for calls, timelines, redial rules and the API (product, section 5).
 * `acknowledged`: a person pressed a key that was recorded (1, 2, 3 or 6); what it did to the alert is in the timeline.
 * `capped`: a fence against fraud held the call back; the timeline says which.
 * `answered_no_key` covers voicemail, silence and a listener who pressed nothing: only a key reaches a person.
 */
export const OUTCOMES = [
  "acknowledged",
  "answered_no_key",
  "hung_up",
  "opted_out",
  "busy",
  "rejected",
  "no_answer",
  "bad_number",
  "trunk_auth",
  "trunk_refused",
  "trunk_silent",
  "trunk_error",
  "trunk_codec",
  "trunk_down",
  "no_permitted_route",
  "capped",
  "cancelled",
  "lost",
  "failed",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a call is doing before it has an outcome. */
export const CALL_PHASES = ["initiated", "placed", "ringing", "answered"] as const;
export type CallPhase = (typeof CALL_PHASES)[number];

/** A call's status: its phase while it lives, its outcome afterwards. */
export const CALL_STATUSES = [...CALL_PHASES, ...OUTCOMES] as const;
export type CallStatus = CallPhase | Outcome;

/** The trunk failed, not the person: another route is tried and the person's redials are not spent. */
export function isTrunkFailure(outcome: Outcome): boolean {
  return outcome.startsWith("trunk_");
}
