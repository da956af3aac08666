import type { Outcome } from "./outcomes.ts";
import { outcomeOfCause, outcomeOfSipCode } from "./outcome-table.ts";

/** All that is known of a leg when its channel is gone. */
export interface LegEnd {
  /** The channel was up (200 OK), whatever came afterwards. */
  answered: boolean;
  /** A key whose verdict was "recorded". */
  keyed: "acknowledged" | "opted_out" | null;
  /** The call script ended the call because nobody pressed a key in time. */
  gaveUp: boolean;
  /** `Dial RINGING` (180) or `Dial PROGRESS` (183) was seen. 100 Trying is never shown. */
  rang: boolean;
  /** `ChannelHangupRequest` was seen: the network ended it. A ring timeout of the PBX itself has none. */
  hangupRequested: boolean;
  /** Q.850 cause of `ChannelDestroyed`. */
  cause: number | null;
  /** SIP code of the final answer (`tech_cause`). */
  techCause: number | null;
  /** HTTP status of a refused originate, `null` when it was accepted. */
  originateHttpStatus: number | null;
  /** We withdrew the leg. */
  cancelledByUs: boolean;
  /** We gave it up: no sign of it came, and its trunk had fallen silent. */
  givenUpSilent: boolean;
  /** `TIMEOUT(absolute)` fired. */
  limitReached: boolean;
  /** The channel was found gone after a reconnect, or its PBX never came back. */
  lost: boolean;
}

export interface LegOutcome {
  outcome: Outcome;
  /** 200 for an answered leg; `null` when the far end said nothing. */
  sipCode: number | null;
  cause: number | null;
}

/**
 * How a leg ended. "Was it answered?" is decided first: an answered call may end with cause 1 and code 404, when the
 * carrier's BYE carries a Reason header. Then the SIP code (RFC 3261) goes before the Q.850 cause, which is coarser.
 */
export function outcomeOf(end: LegEnd): LegOutcome {
  if (end.answered) return { outcome: answeredOutcome(end), sipCode: 200, cause: end.cause };
  return { outcome: unansweredOutcome(end), sipCode: end.techCause, cause: end.cause };
}

function answeredOutcome(end: LegEnd): Outcome {
  if (end.keyed !== null) return end.keyed;
  if (end.cancelledByUs) return "cancelled";
  if (end.lost) return "lost";
  return end.gaveUp || end.limitReached ? "answered_no_key" : "hung_up";
}

function unansweredOutcome(end: LegEnd): Outcome {
  // Asterisk refuses an originate over an unreachable trunk with 500 "Allocation failed", in a millisecond.
  if (end.originateHttpStatus !== null) return end.originateHttpStatus >= 500 ? "trunk_down" : "failed";
  if (end.givenUpSilent) return "trunk_silent";
  if (end.cancelledByUs) return "cancelled";
  if (end.lost) return "lost";
  if (end.techCause !== null) return outcomeOfSipCode(end.techCause, end);
  if (end.limitReached) return end.rang ? "no_answer" : "trunk_silent";
  if (end.cause !== null) return outcomeOfCause(end.cause, end.rang);
  return "failed";
}
