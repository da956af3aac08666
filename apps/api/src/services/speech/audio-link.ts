import * as v from "valibot";
import { fromBase64Url, toBase64Url } from "../credentials/base64url.ts";
import { constantTimeEqual, hmac } from "../credentials/hmac.ts";
import { deflateText, inflateText } from "./deflate.ts";

/** Everything that is needed to speak, so that fetching it needs no other store. */
export interface AudioOrder {
  organizationId: string;
  language: string;
  words: string;
  /** Ids of recorded prompts that say the same in general words. */
  fallback: readonly string[];
  /** Of a dry run: spoken for whoever listens, and kept nowhere. Left out: kept. */
  kept?: false;
}

/**
 * Links live an hour and up to half an hour more: a held call may be dialled late, and an old link must not speak a
 * customer's words for ever. Within half an hour the same words have the same link, so that a PBX fetches them once.
 */
const LIFE_SECONDS = 3600;
const SAME_SECONDS = 1800;

/** Base64 of so many bytes fits into a URL; above it they are compressed, which costs more than all else of a link. */
const MOST_PLAIN_BYTES = 450;
/** What is not compressed begins with this. */
const PLAIN = "~";

/** At the end of an order that is not kept. */
const NOT_KEPT = 0;
const Payload = v.tupleWithRest(
  [v.number(), v.string(), v.string(), v.array(v.string()), v.string()],
  v.literal(NOT_KEPT),
);

/**
 * Path and query of a signed link to audio. One query parameter, without `&` and `,`, which mean something to Asterisk;
 * the path is longer than 64 characters and ends in `.wav`, or Asterisk would not play it.
 */
export async function signAudioLink(
  keyHex: string,
  path: string,
  order: AudioOrder,
  nowMs: number,
): Promise<string> {
  const { organizationId, language, fallback, words } = order;
  const expires = Math.ceil(nowMs / 1000 / SAME_SECONDS) * SAME_SECONDS + LIFE_SECONDS;
  const payload = [expires, organizationId, language, fallback, words];
  if (order.kept === false) payload.push(NOT_KEPT);
  const packed = await pack(JSON.stringify(payload));
  return `${path}?t=${packed}.${toBase64Url(await hmac(keyHex, `${path}?${packed}`))}`;
}

/** The order behind a link, or `null` when the link was changed, made by somebody else, or has expired. */
export async function readAudioLink(
  keyHex: string,
  path: string,
  token: string,
  nowMs: number,
): Promise<AudioOrder | null> {
  const [packed, signature, ...rest] = token.split(".");
  if (packed === undefined || signature === undefined || rest.length > 0) return null;
  const presented = fromBase64Url(signature);
  if (presented === null || !constantTimeEqual(presented, await hmac(keyHex, `${path}?${packed}`)))
    return null;
  const text = await unpack(packed);
  if (text === null) return null;
  const [expires, organizationId, language, fallback, words, ...notKept] = v.parse(Payload, JSON.parse(text));
  const kept = notKept.length === 0 ? {} : { kept: false as const };
  return expires * 1000 < nowMs ? null : { organizationId, language, fallback, words, ...kept };
}

async function pack(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= MOST_PLAIN_BYTES) return PLAIN + toBase64Url(bytes);
  return toBase64Url(await deflateText(text));
}

async function unpack(packed: string): Promise<string | null> {
  const isPlain = packed.startsWith(PLAIN);
  const bytes = fromBase64Url(isPlain ? packed.slice(PLAIN.length) : packed);
  if (bytes === null) return null;
  return isPlain ? new TextDecoder().decode(bytes) : inflateText(bytes);
}
