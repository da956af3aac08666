import type { AriEvent } from "./ari/parse-event.ts";
import { readPlayback } from "./ari/requests.ts";
import { settle } from "./finish-leg.ts";
import type { Leg } from "./leg.ts";
import { legGone } from "./leg-gone.ts";
import type { LinkParts } from "./parts.ts";
import { beginCall, stepCall } from "./step-call.ts";

export type LegEvent = Extract<AriEvent, { channelId: string }>;

/**
 * One event of a live leg's channel. Doubled and late events change nothing, and then nothing is written. What a call
 * says from its answer on stands on the disk first: a crash does not begin it anew.
 */
export function takeLegEvent(parts: LinkParts, leg: Leg, event: LegEvent): void {
  if (apply(parts, leg, event)) settle(parts, leg, event.type === "stasis_start");
}

/** `true` when something has changed that must be written. `placed` and `hangup_requested` go with the next event. */
function apply(parts: LinkParts, leg: Leg, event: LegEvent): boolean {
  switch (event.type) {
    case "dial":
      return progress(parts, leg, event.status === "" ? "placed" : event.status, event.at);
    case "state":
      return progress(parts, leg, event.state, event.at);
    case "stasis_start":
      return inStasis(parts, leg, event.at);
    case "key":
      return key(parts, leg, event);
    case "playback":
      if (leg.state.call?.playback?.id !== event.playbackId) return false;
      if (event.phase === "started")
        stepCall(
          parts,
          leg,
          { kind: "playback_started", playbackId: event.playbackId, at: event.at },
          event.at,
        );
      else
        stepCall(
          parts,
          leg,
          { kind: "playback_finished", playbackId: event.playbackId, failed: event.failed },
          event.at,
        );
      return true;
    case "hangup_request":
      leg.state.hangup_requested = true;
      return false;
    case "destroyed":
      legGone(parts, leg, {
        at: event.at,
        cause: event.cause,
        tech_cause: event.techCause,
        originate_http_status: null,
        lost: false,
      });
      return true;
  }
}

/** `Dial` and `ChannelStateChange` say the same in other words; whichever comes first counts. */
function progress(parts: LinkParts, leg: Leg, status: string, at: number): boolean {
  switch (status) {
    case "placed":
      if (leg.state.phase === "initiated") leg.state.phase = "placed";
      return false;
    case "RINGING":
    case "Ringing":
    case "PROGRESS":
      return rings(parts, leg, status === "PROGRESS", at);
    case "ANSWER":
    case "Up":
      return answered(parts, leg, at);
    default:
      return false;
  }
}

function rings(parts: LinkParts, leg: Leg, earlyMedia: boolean, at: number): boolean {
  if (leg.state.rang || leg.state.answered_at !== null) return false;
  leg.state.rang = true;
  leg.state.phase = "ringing";
  parts.outbox.add(leg, at, { kind: "ringing", early_media: earlyMedia });
  return true;
}

function answered(parts: LinkParts, leg: Leg, at: number): boolean {
  if (leg.state.answered_at !== null) return false;
  leg.state.answered_at = at;
  leg.state.phase = "answered";
  parts.outbox.add(leg, at, { kind: "answered" });
  return true;
}

/** The channel is in our hands: only now can something be played. A leg that is being withdrawn says nothing. */
function inStasis(parts: LinkParts, leg: Leg, at: number): boolean {
  const changed = answered(parts, leg, at);
  if (leg.state.call !== null || leg.state.cancelled) return changed;
  beginCall(parts, leg, at);
  return true;
}

function key(parts: LinkParts, leg: Leg, event: Extract<AriEvent, { type: "key" }>): boolean {
  const stamp = `${event.stamp} ${event.digit}`;
  if (leg.state.call === null || leg.state.last_key === stamp) return false;
  leg.state.last_key = stamp;
  stepCall(parts, leg, { kind: "key", digit: event.digit }, event.at);
  return true;
}

/** After a reconnect or a lost event: what a channel's state says that its events did not. */
export function catchUp(parts: LinkParts, leg: Leg, state: string): void {
  const now = Date.now();
  const changed =
    state === "Up"
      ? inStasis(parts, leg, now)
      : progress(parts, leg, state === "Ringing" ? "Ringing" : "placed", now);
  if (changed) settle(parts, leg);
  // The end of what was being played may have been handed to a socket that died: a call must not wait for it in silence.
  const playing = state === "Up" && !changed ? leg.state.call?.playback : null;
  if (playing != null) parts.socket.send(readPlayback(playing.id));
}
