import { mediaOf, speechUrls } from "./ari/media.ts";
import { warmChannelId } from "./ari/ids.ts";
import { fetchOnly, originateWarm } from "./ari/requests.ts";
import { endWarmUp } from "./finish-leg.ts";
import type { Leg, Warm } from "./leg.ts";
import type { LinkParts } from "./parts.ts";
import { stepCall } from "./step-call.ts";

/**
 * Makes the PBX fetch the message while the phone rings, so that speech starts with the answer. What it fetched before
 * it is not asked for again; what it is fetching for another leg is waited for, since Asterisk's media cache fails one
 * of several first fetches of one URL. `n` differs a call: a script that changes warms again, on a channel of its own.
 * The caller settles the leg.
 */
export function startWarmUp(parts: LinkParts, leg: Leg, n: number): void {
  endWarmUp(parts, leg);
  const speech = (leg.script?.message ?? []).filter((piece) => piece.kind === "speech");
  const urls = speechUrls(speech).filter((url) => parts.fetched.get(url) === undefined);
  leg.state.speech = "ready";
  if (urls.length === 0) return;
  if (mediaOf(speech, parts.env.AUDIO_ORIGIN) === null) {
    leg.state.speech = "failed";
    return;
  }
  leg.state.speech = "pending";
  const shared = warmUpFor(parts, urls);
  leg.state.warm = shared ?? {
    channel_id: warmChannelId(leg.channel_id, n),
    urls,
    left: urls.length,
  };
  if (shared === undefined) parts.socket.send(originateWarm(leg.state.warm.channel_id));
}

/** Live legs that wait for this warm-up. */
export function legsOfWarmUp(parts: LinkParts, channelId: string): Leg[] {
  return parts.ledger.live().filter((leg) => leg.state.warm?.channel_id === channelId);
}

/** The warm-up's channel is up: fetch. Playbacks of one channel queue, so no URL is fetched twice at once. */
export function fetchMessage(parts: LinkParts, warm: Warm): void {
  warm.urls.forEach((url, index) => {
    parts.socket.send(fetchOnly(warm.channel_id, `${warm.channel_id}-p${index + 1}`, `sound:${url}`));
  });
}

/** One fetch ended. The caller settles the leg. */
export function fetchEnded(parts: LinkParts, leg: Leg, failed: boolean): void {
  const { warm } = leg.state;
  if (warm === null) return;
  warm.left -= 1;
  if (failed) return warmUpEnded(parts, leg, false);
  if (warm.left > 0) return;
  for (const url of warm.urls) parts.fetched.set(url, true);
  warmUpEnded(parts, leg, true);
}

export function warmUpEnded(parts: LinkParts, leg: Leg, ready: boolean): void {
  endWarmUp(parts, leg);
  leg.state.speech = ready ? "ready" : "failed";
  stepCall(parts, leg, { kind: "speech", ready }, Date.now());
}

function warmUpFor(parts: LinkParts, urls: readonly string[]): Warm | undefined {
  for (const { state } of parts.ledger.live())
    if (state.warm !== null && urls.join() === state.warm.urls.join()) return { ...state.warm };
  return undefined;
}
