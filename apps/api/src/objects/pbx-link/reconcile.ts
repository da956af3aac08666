import type { AriEvent } from "./ari/parse-event.ts";
import { readChannelStates } from "./ari/parse-event.ts";
import { isOurChannel } from "./ari/ids.ts";
import { text, type Json } from "./ari/read-json.ts";
import { hangUp } from "./ari/requests.ts";
import { settle } from "./finish-leg.ts";
import type { Leg } from "./leg.ts";
import { legLost } from "./leg-gone.ts";
import type { LinkParts } from "./parts.ts";
import { catchUp } from "./take-leg-event.ts";

/** Seconds beyond the ring after which a channel has outlived its own TIMEOUT(absolute). */
const OVERDUE_BEYOND_RING_SECONDS = 85;

/**
 * Compares the PBX's channels with the ledger, after every connect: the events of the outage have been applied before.
 * Ours but not there: lost. There but not ours any more: deleted.
 * @param askedAt when the list was asked for; a leg placed since is not on it
 */
export function reconcile(parts: LinkParts, body: Json, askedAt: number): void {
  const channels = new Map(readChannelStates(body).map(({ channelId, state }) => [channelId, state]));
  const warm = new Set(parts.ledger.live().map((leg) => leg.state.warm?.channel_id));
  for (const leg of parts.ledger.live()) {
    const state = channels.get(leg.channel_id);
    if (state !== undefined) keepOrDelete(parts, leg, state);
    else if (leg.created_at < askedAt && leg.state.gone === null) lose(parts, leg);
  }
  for (const channelId of channels.keys()) {
    const wanted =
      parts.ledger.liveByChannel(channelId) !== null ||
      warm.has(channelId) ||
      warm.has(channelId.replace(/-b$/, ""));
    if (isOurChannel(channelId) && !wanted) parts.socket.send(hangUp(channelId));
  }
}

/** The answer to a question after one leg: its originate had no answer, or its end is overdue. */
export function checkOneChannel(
  parts: LinkParts,
  channelId: string,
  answer: Extract<AriEvent, { type: "answer" }>,
): void {
  const leg = parts.ledger.liveByChannel(channelId);
  if (leg === null || leg.state.gone !== null) return;
  if (answer.status === 404) return lose(parts, leg);
  if (answer.status !== 200) return;
  keepOrDelete(parts, leg, text(answer.body, "state") ?? "");
}

function keepOrDelete(parts: LinkParts, leg: Leg, state: string): void {
  const overdue = Date.now() > leg.created_at + (leg.ring_seconds + OVERDUE_BEYOND_RING_SECONDS) * 1000;
  if (leg.state.cancelled || leg.state.call?.stage === "ending" || overdue)
    return parts.socket.send(hangUp(leg.channel_id));
  catchUp(parts, leg, state);
}

function lose(parts: LinkParts, leg: Leg): void {
  legLost(parts, leg);
  settle(parts, leg);
}
