import { CARD_NAMES, LABEL_NAMES, WRAPPER_NAMES } from "./place-names.ts";
import { EXPLICIT, IDENTITIES, WATCHED, WHERE } from "./read-dedup.ts";
import { ELSEWHERE, KINDS } from "./read-severity.ts";
import { LINKS } from "./read-url.ts";
import { STATE_TELLING } from "./state-fields.ts";
import { DETAILS, HOSTS, MESSAGES, NAMES, SENTENCES, STATES, TYPES } from "./title-fields.ts";

/** Every name that decides a finding, and the objects that hold them. */
const KNOWN: ReadonlySet<string> = new Set([
  ...STATE_TELLING,
  ...WRAPPER_NAMES,
  ...CARD_NAMES,
  ...LABEL_NAMES,
  ...[SENTENCES, DETAILS, NAMES, HOSTS, TYPES, STATES, MESSAGES].flatMap(({ list }) => list),
  ...[ELSEWHERE, KINDS, EXPLICIT, IDENTITIES, WATCHED, WHERE, LINKS].flatMap(({ list }) => list),
]);

/** Longer than any known name, however it is written. */
const MAX_LENGTH = 60;
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** A hash of what stands between two places of a text in UTF-8. */
export function hashOfKey(bytes: Uint8Array, start: number, end: number): number {
  let hash = SEED;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), PRIME);
  return hash >> 1; // A small integer of the engine's.
}

/** The same for `Alert-Level` and `alert_level`: of letters and digits only, in lower case. */
function hashOfName(bytes: Uint8Array, start: number, end: number): number {
  let hash = SEED;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57)) hash = Math.imul(hash ^ byte, PRIME);
    else if (byte >= 65 && byte <= 90) hash = Math.imul(hash ^ (byte + 32), PRIME);
  }
  return hash >> 1;
}

const HASHES: ReadonlySet<number> = new Set(
  [...KNOWN].map((name) => hashOfName(new TextEncoder().encode(name), 0, name.length)),
);
/** By the last bits of a hash: most names are none of the reader's, and then the set need not be asked. */
const LAST_BITS = 16_383;
const MAYBE = new Uint8Array(LAST_BITS + 1);
for (const hash of HASHES) MAYBE[hash & LAST_BITS] = 1;

/**
 * Whether a key that stands in a text has the hash of one of the reader's names. Nothing is copied for the many that have
 * not; one that has it by chance is kept a little longer, which does no harm.
 */
export const isKnownKey = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start <= MAX_LENGTH && isKnownHash(hashOfName(bytes, start, end));

const isKnownHash = (hash: number): boolean => MAYBE[hash & LAST_BITS] === 1 && HASHES.has(hash);
