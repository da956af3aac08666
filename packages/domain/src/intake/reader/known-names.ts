import { CARD_NAMES, LABEL_NAMES, PART_NAMES, WRAPPER_NAMES } from "./place-names.ts";
import { EXPLICIT, IDENTITIES, WATCHED, WHERE } from "./read-dedup.ts";
import { ELSEWHERE, KINDS } from "./read-severity.ts";
import { PORTS, REASONS } from "./doubted-ends.ts";
import { FAILURES } from "./failures.ts";
import { LINKS } from "./read-url.ts";
import { normalName } from "./names.ts";
import { STATE_TELLING } from "./state-fields.ts";
import { DETAILS, HOSTS, MESSAGES, NAMES, SENTENCES, STATES, TYPES } from "./title-fields.ts";

/** Every name that decides a finding, and the objects that hold them. */
const KNOWN: ReadonlySet<string> = new Set([
  ...STATE_TELLING,
  ...WRAPPER_NAMES,
  ...CARD_NAMES,
  ...LABEL_NAMES,
  ...PART_NAMES,
  ...[SENTENCES, DETAILS, NAMES, HOSTS, TYPES, STATES, MESSAGES].flatMap(({ list }) => list),
  ...[ELSEWHERE, KINDS, EXPLICIT, IDENTITIES, WATCHED, WHERE, LINKS, FAILURES, REASONS, PORTS].flatMap(
    ({ list }) => list,
  ),
]);

/** Longer than any known name, however it is written. */
const MAX_LENGTH = 60;
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** Each byte as it counts in a name: lower-case letters and digits; 0 for all that does not count. */
const FOLDED = new Uint8Array(256);
for (let byte = 48; byte <= 57; byte += 1) FOLDED[byte] = byte;
for (let byte = 97; byte <= 122; byte += 1) FOLDED[byte] = FOLDED[byte - 32] = byte;

/** A key as it stands in a text in UTF-8, after one look at each of its bytes. */
export interface PassedKey {
  /** The place after its closing quote; the end of the text when nothing closes it. */
  end: number;
  /** Of the key as sent; never 0. */
  hash: number;
  /** The same for `Alert-Level` and `alert_level`. */
  nameHash: number;
}

/** Passes the key whose quote stands at `start`. */
export function passKey(bytes: Uint8Array, start: number, into: PassedKey): void {
  const folded = FOLDED;
  const { length } = bytes;
  let hash = SEED;
  let nameHash = SEED;
  let at = start + 1;
  for (; at < length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) break;
    hash = Math.imul(hash ^ byte, PRIME);
    const fold = folded[byte] ?? 0;
    if (fold !== 0) nameHash = Math.imul(nameHash ^ fold, PRIME);
    if (byte === BACKSLASH) at += 1;
  }
  into.end = Math.min(at + 1, length);
  into.hash = mixed(hash) || 1;
  into.nameHash = mixed(nameHash);
}
const QUOTE = 34;
const BACKSLASH = 92;

/** A small integer of the engine's, whose last bits choose a place. */
const mixed = (hash: number): number => (hash ^ (hash >>> 15)) >> 1;

/** The hash that `passKey` gives a name. */
function hashOfName(name: string): number {
  const passed = { end: 0, hash: 0, nameHash: 0 };
  passKey(new TextEncoder().encode(`"${name}"`), 0, passed);
  return passed.nameHash;
}

const HASHES: ReadonlySet<number> = new Set([...KNOWN].map(hashOfName));
/** By the last bits of a hash: most names are none of the reader's, and then the set need not be asked. */
const LAST_BITS = 16_383;
const MAYBE = new Uint8Array(LAST_BITS + 1);
for (const hash of HASHES) MAYBE[hash & LAST_BITS] = 1;

/**
 * Whether a key that stands in a text has the hash of one of the reader's names. Nothing is copied for the many that have
 * not; one that has it by chance is kept a little longer, which does no harm.
 */
export const isKnownKey = ({ nameHash }: PassedKey): boolean =>
  MAYBE[nameHash & LAST_BITS] === 1 && HASHES.has(nameHash);

/** The same of a name at hand. */
export const isKnownName = (name: string): boolean =>
  name.length <= MAX_LENGTH && KNOWN.has(normalName(name));
