import { isOurChannel } from "./ari/ids.ts";
import { parseEvent } from "./ari/parse-event.ts";
import { hangUp } from "./ari/requests.ts";
import { registered } from "./connection.ts";
import { settle } from "./finish-leg.ts";
import type { LinkParts } from "./parts.ts";
import { takeAnswer } from "./take-answer.ts";
import { takeLegEvent, type LegEvent } from "./take-leg-event.ts";
import { fetchEnded, fetchMessage, legsOfWarmUp, warmUpEnded } from "./warm-up.ts";

/**
 * One text message of Asterisk, in the order of the wire. Synchronous.
 * @param current whether it came by the connection that speaks for the PBX, not by one that was replaced
 */
export function takeMessage(parts: LinkParts, raw: string, current: boolean): void {
  const event = parseEvent(raw);
  if (event === null) return console.warn("the PBX sent something that is not ARI", raw.slice(0, 200));
  if (current) parts.socket.heard(Date.now());
  if (!current && (event.type === "answer" || event.type === "registered")) return;
  switch (event.type) {
    case "registered":
      return registered(parts);
    case "answer":
      return takeAnswer(parts, event);
    case "other":
      return;
    case "dial":
    case "state":
    case "stasis_start":
    case "key":
    case "playback":
    case "hangup_request":
    case "destroyed":
      return takeChannelEvent(parts, event);
  }
}

function takeChannelEvent(parts: LinkParts, event: LegEvent): void {
  const leg = parts.ledger.liveByChannel(event.channelId);
  if (leg !== null) return takeLegEvent(parts, leg, event);
  if (event.channelId.startsWith("warm-")) return takeWarmEvent(parts, event);
  // A call that the ledger has closed, or never knew, must not stay on the line.
  if (event.type === "stasis_start" && isOurChannel(event.channelId))
    parts.socket.send(hangUp(event.channelId));
}

function takeWarmEvent(parts: LinkParts, event: LegEvent): void {
  const legs = legsOfWarmUp(parts, event.channelId);
  if (event.type === "stasis_start") {
    const warm = legs[0]?.state.warm;
    if (warm) fetchMessage(parts, warm);
    else parts.socket.send(hangUp(event.channelId));
  }
  for (const leg of legs) {
    if (event.type === "playback" && event.phase === "finished") fetchEnded(parts, leg, event.failed);
    else if (event.type === "destroyed") warmUpEnded(parts, leg, false);
    else continue;
    settle(parts, leg);
  }
}
