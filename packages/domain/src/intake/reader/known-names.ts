import { CARD_NAMES, LABEL_NAMES, WRAPPER_NAMES } from "./place-names.ts";
import { normalName } from "./names.ts";
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

/** A hash of what stands between two places of a text. */
export function hashOfKey(text: string, start: number, end: number): number {
  let hash = SEED;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash >> 1; // A small integer of the engine's.
}

/** The same for `Alert-Level` and `alert_level`: of letters and digits only, in lower case. */
function hashOfName(text: string, start: number, end: number): number {
  let hash = SEED;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if ((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) hash = Math.imul(hash ^ unit, PRIME);
    else if (unit >= 65 && unit <= 90) hash = Math.imul(hash ^ (unit + 32), PRIME);
  }
  return hash >> 1;
}

const HASHES: ReadonlySet<number> = new Set([...KNOWN].map((name) => hashOfName(name, 0, name.length)));

/** Whether a key that stands in a text is one of the reader's names. Nothing is copied for the many that are none. */
export const isKnownKey = (text: string, start: number, end: number): boolean =>
  end - start <= MAX_LENGTH &&
  HASHES.has(hashOfName(text, start, end)) &&
  KNOWN.has(normalName(text.slice(start, end)));
