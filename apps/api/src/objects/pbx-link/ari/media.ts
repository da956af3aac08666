import type { Audio } from "@callping/domain/calls/script-types";

const PROMPT_ID = /^(pause|[a-z]{2}(-[a-z]{2})?)\/[a-z0-9-]{1,64}$/;

/**
 * The media URIs of some audio, or `null` when one may not be played: prompts by name, speech only from our own origin
 * (`sound:` with any URL would make the PBX fetch it: SSRF).
 */
export function mediaOf(audio: readonly Audio[], audioOrigin: string): string[] | null {
  const media = audio.map((piece) => mediaUri(piece, audioOrigin));
  return media.every((uri) => uri !== null) ? media : null;
}

export function speechUrls(audio: readonly Audio[]): string[] {
  return audio.flatMap((piece) => (piece.kind === "speech" ? [piece.url] : []));
}

function mediaUri(piece: Audio, audioOrigin: string): string | null {
  if (piece.kind === "prompt") return PROMPT_ID.test(piece.id) ? `sound:callping/${piece.id}` : null;
  return isOwnUrl(piece.url, audioOrigin) ? `sound:${piece.url}` : null;
}

function isOwnUrl(url: string, audioOrigin: string): boolean {
  if (!/^[\x21-\x7e]{1,2000}$/.test(url) || !URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  return origin === new URL(audioOrigin).origin && username === "" && password === "";
}
