import { outcomeOf } from "@callping/domain/calls/outcome-of";
import { hangUp } from "./ari/requests.ts";
import type { Gone, Leg } from "./leg.ts";
import type { LinkParts } from "./parts.ts";

/** Gives a leg its outcome, once: its channel is gone and its script has nothing more to do. */
export function finishLeg(parts: LinkParts, leg: Leg, gone: Gone): void {
  const { state } = leg;
  if (state.phase === "ended") return;
  const { outcome, sipCode, cause } = outcomeOf({
    answered: state.answered_at !== null,
    keyed: state.call?.keyed ?? null,
    gaveUp: state.call?.gaveUp ?? false,
    rang: state.rang,
    hangupRequested: state.hangup_requested,
    cause: gone.cause,
    techCause: gone.tech_cause,
    originateHttpStatus: gone.originate_http_status,
    cancelledByUs: state.cancelled,
    givenUpSilent: state.given_up_silent === true,
    // TIMEOUT(absolute) ends a channel with cause 0.
    limitReached: gone.cause === 0,
    lost: gone.lost,
  });
  endWarmUp(parts, leg);
  parts.timers.clear(`watch:${leg.leg_id}`);
  for (const timer of state.timers) parts.timers.clear(`call:${timer}:${leg.leg_id}`);
  state.phase = "ended";
  state.timers = [];
  state.end = { outcome, sip_code: sipCode, cause };
  parts.outbox.add(leg, gone.at, { kind: "ended", ...state.end });
  parts.ledger.end(leg);
}

/** The warm-up has done its work for this leg; its channel goes with the last leg that needs it. */
export function endWarmUp(parts: LinkParts, leg: Leg): void {
  const { warm } = leg.state;
  if (warm === null) return;
  leg.state.warm = null;
  const wanted = parts.ledger.live().some((other) => other.state.warm?.channel_id === warm.channel_id);
  if (!wanted) parts.socket.send(hangUp(warm.channel_id));
}

/**
 * The last thing every verb does: what has changed of a leg is written, and what there is to report is told.
 * @param urgent the change must not be forgotten by a crash, nor may anything be sent before it is durable
 */
export function settle(parts: LinkParts, leg: Leg, urgent = false): void {
  const reports = parts.outbox.hasUrgent(leg.leg_id);
  parts.writes.leg(leg);
  if (urgent || reports) parts.writes.now();
  if (reports) void parts.outbox.drain(leg.leg_id);
}
