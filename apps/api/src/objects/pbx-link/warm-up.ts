import { mediaOf, speechUrls } from "./ari/media.ts";
import { warmChannelId } from "./ari/ids.ts";
import { fetchOnly, originateWarm } from "./ari/requests.ts";
import { endWarmUp } from "./finish-leg.ts";
import type { Leg } from "./leg.ts";
import type { LinkParts } from "./parts.ts";
import { stepCall } from "./step-call.ts";

/**
 * Makes the PBX fetch the message while the phone rings, so that speech starts with the answer. `n` differs a call: a
 * script that changes warms again, on a channel of its own. The caller settles the leg.
 */
export function startWarmUp(parts: LinkParts, leg: Leg, n: number): void {
  endWarmUp(parts, leg);
  const speech = (leg.script?.message ?? []).filter((piece) => piece.kind === "speech");
  leg.state.speech = "ready";
  if (speech.length === 0) return;
  if (mediaOf(speech, parts.env.AUDIO_ORIGIN) === null) {
    leg.state.speech = "failed";
    return;
  }
  leg.state.speech = "pending";
  leg.state.warm = {
    channel_id: warmChannelId(leg.channel_id, n),
    urls: speechUrls(speech),
    left: speech.length,
  };
  parts.socket.send(originateWarm(leg.state.warm.channel_id));
}

/** The warm-up's channel is up: fetch. Playbacks of one channel queue, so no URL is fetched twice at once. */
export function fetchMessage(parts: LinkParts, leg: Leg): void {
  const { warm } = leg.state;
  warm?.urls.forEach((url, index) => {
    parts.socket.send(fetchOnly(warm.channel_id, `${warm.channel_id}-p${index + 1}`, `sound:${url}`));
  });
}

/** One fetch ended. The caller settles the leg. */
export function fetchEnded(parts: LinkParts, leg: Leg, failed: boolean): void {
  const { warm } = leg.state;
  if (warm === null) return;
  warm.left -= 1;
  if (failed) return warmUpEnded(parts, leg, false);
  if (warm.left === 0) warmUpEnded(parts, leg, true);
}

export function warmUpEnded(parts: LinkParts, leg: Leg, ready: boolean): void {
  endWarmUp(parts, leg);
  leg.state.speech = ready ? "ready" : "failed";
  stepCall(parts, leg, { kind: "speech", ready }, Date.now());
}
