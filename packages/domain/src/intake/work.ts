import type { Outline } from "./reader/outline.ts";

/** More alerts than this in one request are one more alert that says how many there were: a page is not a list. */
export const MAX_EVENTS = 200;

/**
 * What one reading has done so far. Limits count this and not time: a body that runs out of them is read by its known
 * names only. 256 KiB of what tools send stays below all of them; what reaches them was made to be slow, or is a log.
 */
export interface Work {
  /** Values kept of JSON documents, by depth (`VALUES_AT`), the last for what had no room there. */
  values: number[];
  /** Values kept only because the reader knows their names. */
  known: number;
  /** The different names of kept members. */
  names: SeenNames;
  /** Characters of texts that were made speakable. */
  cleaned: number;
  /** Characters of one text that are looked at: fewer in a group, whose alerts share what there is. */
  textLimit: number;
  /** The part of all cleaning that may be done by now: no alert of a group takes what the later ones need. */
  share: number;
  /** Texts of which less was looked at than of a body with one alert. */
  textsCut: number;
  /** Texts made speakable before, by what was sent: a title is often the message too. */
  texts: Map<string, string | null>;
  /** The outline of the object that was last found under a key. */
  outlines: Map<string, Outline>;
  /** Fields of objects that were indexed by name. */
  fields: number;
  /** How many items lists had before their end was cut. */
  sizes: Map<unknown, number>;
  /** Something of the body was cut. */
  isCut: boolean;
  /** What was cut may have said firing, and doubt means firing. */
  isDoubtful: boolean;
}

/** A set of hashes, none of them 0: each stands at the first free place from the one its last bits name. */
export interface SeenNames {
  size: number;
  hashes: Int32Array;
}
/** A power of two, three times as many as there may be. */
const NAMES_ROOM = 4096;

/** The work of a reading that begins. */
export const newWork = (): Work => ({
  values: VALUES_AT.map(() => 0),
  known: 0,
  names: { size: 0, hashes: new Int32Array(NAMES_ROOM) },
  cleaned: 0,
  textLimit: MAX_TEXT,
  share: 1,
  textsCut: 0,
  texts: new Map(),
  outlines: new Map(),
  fields: 0,
  sizes: new Map(),
  isCut: false,
  isDoubtful: false,
});

/** Values kept at depth 0, 1 and 2, each with room of its own so that nothing above is lost to what lies below; then all others. */
export const VALUES_AT: readonly number[] = [500, 500, 1000, 6000];
const OTHERS = VALUES_AT.length - 1;
/** `JSON.parse` and every index take their time for a name they have not seen. Real bodies have 300 at most. */
export const MAX_NAMES = 1000;
/** Of these the first two levels may take so many more. */
const MORE_NAMES_ABOVE = 300;
const DEPTHS_ABOVE = 2;
export const MAX_KNOWN = 1000;

/** Enough for any title and message. */
export const MAX_TEXT = 6000;
const MAX_TEXTS = 48_000;
const MIN_TEXT = 240;

/** What is looked at of each text of a body with so many alerts. */
export const textLimitOf = (alerts: number): number =>
  Math.min(MAX_TEXT, Math.max(MIN_TEXT, Math.floor(MAX_TEXTS / alerts)));

/** Items of a list that are kept: at the top and below it, and deeper, where they are the frames of a stack. */
export const MAX_ITEMS = 1000;
export const MAX_ITEMS_BELOW = 200;

/** Whether there is room for one more value at a depth, which it then takes. */
export function keepValue(work: Work | null, depth: number): boolean {
  return work === null || (depth < OTHERS && takeValue(work, depth)) || takeValue(work, OTHERS);
}

function takeValue({ values }: Work, level: number): boolean {
  const taken = values[level] ?? 0;
  if (taken >= (VALUES_AT[level] ?? 0)) return false;
  values[level] = taken + 1;
  return true;
}

/** Whether a name was seen before or there is room for one more. */
export function keepName(work: Work | null, depth: number, hash: number): boolean {
  if (work === null) return true;
  const { names } = work;
  const { hashes } = names;
  let at = hash & (NAMES_ROOM - 1);
  for (; hashes[at] !== 0; at = (at + 1) & (NAMES_ROOM - 1)) if (hashes[at] === hash) return true;
  if (names.size >= MAX_NAMES + (depth < DEPTHS_ABOVE ? MORE_NAMES_ABOVE : 0)) return false;
  hashes[at] = hash;
  names.size += 1;
  return true;
}

/** Whether there is room for one more value that only its name saves. Without it, nothing can be sure that all is well. */
export function keepKnown(work: Work | null): boolean {
  if (work === null) return true;
  if (work.known < MAX_KNOWN) work.known += 1;
  else work.isDoubtful = true;
  return !work.isDoubtful;
}
