import type { Audio } from "@callping/domain/calls/script-types";
import { mediaOf, speechUrls } from "./ari/media.ts";
import { warmChannelId } from "./ari/ids.ts";
import { fetchOnly, originateWarm } from "./ari/requests.ts";
import { endWarmUp } from "./finish-leg.ts";
import type { Leg, Warm } from "./leg.ts";
import type { LinkParts } from "./parts.ts";
import { stepCall } from "./step-call.ts";

/** Tries of the same words while the phone rings: the voice may have been busy with other calls. */
const MOST_WARM_UPS = 3;

/**
 * Makes the PBX fetch the message while the phone rings, so that speech starts with the answer. What it fetched before
 * it is not asked for again; what it is fetching for another leg is waited for, since Asterisk's media cache fails one
 * of several first fetches of one URL. `n` differs a call: a script that changes warms again, on a channel of its own.
 * The caller settles the leg.
 */
export function startWarmUp(parts: LinkParts, leg: Leg, n: number): void {
  endWarmUp(parts, leg);
  const urls = missingUrls(parts, leg);
  leg.state.speech = "ready";
  if (urls.length === 0) return;
  if (mediaOf(speechOf(leg), parts.env.AUDIO_ORIGIN) === null) {
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

/** Warms up for the script as it is now, on another channel. */
export function warmUpAgain(parts: LinkParts, leg: Leg): void {
  startWarmUp(parts, leg, Date.now() - leg.created_at + 2);
}

/** A script that changed meanwhile is warmed up next; words that failed are tried again while the phone rings. */
export function warmUpEnded(parts: LinkParts, leg: Leg, ready: boolean): void {
  const made = leg.state.warm?.urls.join();
  endWarmUp(parts, leg);
  const missing = missingUrls(parts, leg);
  const isAnother = missing.length > 0 && missing.join() !== made;
  if (isAnother) return warmUpAgain(parts, leg);
  if (!ready && leg.state.answered_at === null) {
    leg.state.warm_ups_failed = (leg.state.warm_ups_failed ?? 0) + 1;
    if (leg.state.warm_ups_failed < MOST_WARM_UPS) return warmUpAgain(parts, leg);
  }
  leg.state.speech = ready ? "ready" : "failed";
  stepCall(parts, leg, { kind: "speech", ready }, Date.now());
}

function speechOf({ script }: Leg): Audio[] {
  return (script?.message ?? []).filter((piece) => piece.kind === "speech");
}

/** What the message needs and this PBX has not fetched. */
function missingUrls(parts: LinkParts, leg: Leg): string[] {
  return speechUrls(speechOf(leg)).filter((url) => parts.fetched.get(url) === undefined);
}

function warmUpFor(parts: LinkParts, urls: readonly string[]): Warm | undefined {
  for (const { state } of parts.ledger.live())
    if (state.warm !== null && urls.join() === state.warm.urls.join()) return { ...state.warm };
  return undefined;
}
