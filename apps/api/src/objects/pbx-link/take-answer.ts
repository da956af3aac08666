import type { AriEvent } from "./ari/parse-event.ts";
import { readEndpointStates } from "./ari/parse-event.ts";
import type { Json } from "./ari/read-json.ts";
import { finishLeg, settle } from "./finish-leg.ts";
import { reportHealth } from "./health.ts";
import type { Leg } from "./leg.ts";
import type { LinkParts } from "./parts.ts";
import { ASK_AGAIN_MS, isNotBooted } from "./quirks/not-booted.ts";
import { checkOneChannel, reconcile } from "./reconcile.ts";
import { stepCall } from "./step-call.ts";
import { legsOfWarmUp, startWarmUp, warmUpEnded } from "./warm-up.ts";

/** Seconds beyond TIMEOUT(absolute) after which a leg without an end is asked after. */
const WATCH_BEYOND_RING_SECONDS = 90;

/** How often a trunk that is down is asked after: by a PBX that has just come up, and later. */
const TRUNKS_AGAIN_YOUNG_MS = 250;
const TRUNKS_AGAIN_MS = 2_000;
const YOUNG_MS = 15_000;

/** Requests of a new connection. */
const SETS_UP: ReadonlySet<string> = new Set(["setup", "endpoints", "channels"]);

/** ITU-T Q.850. */
const SUBSCRIBER_ABSENT = 20;

type Answer = Extract<AriEvent, { type: "answer" }>;

/** The answer to a request, known by the request's id alone: whoever sent it may have slept in between. */
export function takeAnswer(parts: LinkParts, answer: Answer): void {
  parts.socket.answered(answer.requestId);
  const colon = answer.requestId.indexOf(":");
  const what = colon < 0 ? answer.requestId : answer.requestId.slice(0, colon);
  const about = answer.requestId.slice(colon + 1);
  if (SETS_UP.has(what) && isNotBooted(answer)) return parts.timers.set("setup", Date.now() + ASK_AGAIN_MS);
  switch (what) {
    case "originate":
      return originateAnswered(parts, parts.ledger.liveByChannel(about), answer);
    case "warm":
      return warmAnswered(parts, about, answer.status);
    case "play":
      return playAnswered(parts, about, answer.status);
    case "playback":
      return playbackRead(parts, about, answer.status);
    case "channel":
      return checkOneChannel(parts, about, answer);
    case "channels":
      return answer.status === 200 ? reconcile(parts, answer.body, Number(about)) : complain(answer);
    case "endpoints":
      return answer.status === 200 ? trunksRead(parts, answer.body) : complain(answer);
    case "ping":
      return parts.socket.update({ pingSentAt: null, missedPings: 0 });
    case "setup":
      if (answer.status >= 300) complain(answer);
      return;
    case "stop":
    case "hangup":
      // 404: the playback or the channel had ended by itself.
      if (answer.status >= 300 && answer.status !== 404) complain(answer);
      return;
    default:
      complain(answer);
  }
}

/**
 * Trunk health is asked for. A subscription would tell it sooner than the pulse, but sends every channel event twice;
 * so a trunk that should be up and is not is asked after more often.
 */
function trunksRead(parts: LinkParts, body: Json): void {
  if (parts.trunks.set(readEndpointStates(body))) reportHealth(parts);
  const wanted = (parts.definition.current?.trunks ?? []).filter((trunk) => trunk.enabled);
  if (wanted.every((trunk) => parts.trunks.isReachable(trunk.endpoint))) return;
  const young = Date.now() - (parts.socket.facts?.connection ?? 0) < YOUNG_MS;
  parts.timers.set("trunks", Date.now() + (young ? TRUNKS_AGAIN_YOUNG_MS : TRUNKS_AGAIN_MS));
}

/** 409: a channel of this id lives, so it has been dialled already. */
function originateAnswered(parts: LinkParts, leg: Leg | null, answer: Answer): void {
  if (leg === null) return;
  if (answer.status === 200 || answer.status === 409) {
    if (leg.state.phase === "initiated") leg.state.phase = "placed";
    if (!leg.state.cancelled)
      parts.timers.set(
        `watch:${leg.leg_id}`,
        leg.created_at + (leg.ring_seconds + WATCH_BEYOND_RING_SECONDS) * 1000,
      );
    if (leg.state.speech === "pending" && leg.state.warm === null && !leg.state.cancelled)
      startWarmUp(parts, leg, 1);
  } else {
    complain(answer);
    const absent = isBrowserAway(parts, leg, answer);
    finishLeg(parts, leg, {
      at: Date.now(),
      cause: absent ? SUBSCRIBER_ABSENT : null,
      tech_cause: null,
      originate_http_status: absent ? null : answer.status,
      lost: false,
    });
  }
  settle(parts, leg);
}

/** A browser phone that is not open: the person is away, and nothing is wrong with the way to them. */
function isBrowserAway(parts: LinkParts, leg: Leg, answer: Answer): boolean {
  return answer.status === 500 && parts.definition.trunk(leg.trunk_id)?.ringsBrowsers === true;
}

function warmAnswered(parts: LinkParts, channelId: string, status: number): void {
  if (status < 300) return;
  for (const leg of legsOfWarmUp(parts, channelId)) {
    console.warn(`the PBX could not warm up ${channelId}: status ${status}; recorded prompts take over`);
    warmUpEnded(parts, leg, false);
    settle(parts, leg);
  }
}

/** A playback that was refused will never report its end. 404: the call is over, and its end follows. */
function playAnswered(parts: LinkParts, playbackId: string, status: number): void {
  if (status < 300 || status === 404) return;
  const leg = parts.ledger.liveByChannel(playbackId.replace(/-p\d+$/, ""));
  if (leg === null) return;
  console.warn(`the PBX refused playback ${playbackId}: status ${status}`);
  stepCall(parts, leg, { kind: "playback_finished", playbackId, failed: true }, Date.now());
  settle(parts, leg);
}

/** 404: it is over, and its end was lost with a connection. The script goes on as if it had been told. */
function playbackRead(parts: LinkParts, playbackId: string, status: number): void {
  const leg = parts.ledger.liveByChannel(playbackId.replace(/-p\d+$/, ""));
  if (status !== 404 || leg === null) return;
  stepCall(parts, leg, { kind: "playback_finished", playbackId, failed: false }, Date.now());
  settle(parts, leg);
}

function complain(answer: Answer): void {
  console.warn(
    `the PBX answered ${answer.status} to ${answer.requestId}`,
    JSON.stringify(answer.body)?.slice(0, 200),
  );
}
