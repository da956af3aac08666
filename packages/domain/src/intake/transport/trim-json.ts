import { hashOfKey, isKnownKey } from "../reader/known-names.ts";
import type { Work } from "../work.ts";
import { keepKnown, keepName, keepValue, MAX_EVENTS, MAX_ITEMS, MAX_ITEMS_BELOW } from "../work.ts";
import { endOfString, endOfValue, endOfWord, skipSpace } from "./json-text.ts";

/** No tool nests deeper; what lies below is dropped, so that nothing that walks a payload can overflow the stack. */
const MAX_DEPTH = 32;
/** The document's own list, or one that a member of it is: it may be of alerts. */
const DEEPEST_ALERTS = 1;
/** An integer of so many digits may lie beyond 2^53. */
const LONG_NUMBER = 16;

/** A document's text, in one pass made harmless to parse. */
export interface TrimmedJson {
  text: string;
  /** Items that lists had whose end was cut: the document itself (`""`) or one of its members, by its name. */
  sizes: ReadonlyMap<string, number>;
  /** `work` had no room for all of it. */
  isCut: boolean;
}

interface Cursor {
  text: string;
  work: Work | null;
  at: number;
  /** What is kept of the text before `copied`. */
  kept: string[];
  copied: number;
  sizes: Map<string, number>;
  isCut: boolean;
}

/**
 * A JSON text (RFC 8259) without what lies too deep, without `__proto__`, and without what `work` has no room for (`null` has room for all);
 * integers beyond 2^53 become strings, so that no id is rounded. Members with a name the reader knows are kept longest.
 * `null` when it is no object or list. Only brackets and quotes are checked; what is kept, `JSON.parse` judges.
 */
export function trimJson(text: string, work: Work | null): TrimmedJson | null {
  const at = skipSpace(text, 0);
  const cursor: Cursor = { text, work, at, kept: [], copied: 0, sizes: new Map(), isCut: false };
  if (!isBracket(text.charCodeAt(at)) || !passContainer(cursor, 0, "")) return null;
  if (skipSpace(text, cursor.at) < text.length) return null;
  const { kept, copied, sizes, isCut } = cursor;
  return { text: copied === 0 ? text : kept.join("") + text.slice(copied), sizes, isCut };
}

const isBracket = (unit: number): boolean => unit === 123 || unit === 91;

/** Goes on behind the value that is kept; `false` when the text is no JSON. */
function passValue(cursor: Cursor, depth: number, name: string): boolean {
  const { text, at } = cursor;
  const first = text.charCodeAt(at);
  if (first === 34) cursor.at = endOfString(text, at);
  else if (!isBracket(first)) passWord(cursor);
  else if (depth < MAX_DEPTH) return passContainer(cursor, depth, name);
  else replace(cursor, at, endOfValue(text, at), "null");
  return true;
}

function passWord(cursor: Cursor): void {
  const { text, at } = cursor;
  const end = endOfWord(text, at);
  const word = end - at < LONG_NUMBER ? "" : text.slice(at, end);
  const isRounded = /^-?\d{16,}$/.test(word) && !Number.isSafeInteger(Number(word));
  if (isRounded) replace(cursor, at, end, `"${word}"`);
  else cursor.at = end;
}

/** Goes on at `end`, with `by` in the place of what lies between. */
function replace(cursor: Cursor, start: number, end: number, by: string): void {
  if (start > cursor.copied) cursor.kept.push(cursor.text.slice(cursor.copied, start));
  if (by !== "") cursor.kept.push(by);
  cursor.copied = end;
  cursor.at = end;
}

function passContainer(cursor: Cursor, depth: number, name: string): boolean {
  const { text } = cursor;
  const isList = text.charCodeAt(cursor.at) === 91;
  const close = isList ? 93 : 125;
  const isOfAlerts = isList && depth <= DEEPEST_ALERTS;
  let total = 0;
  let kept = 0;
  cursor.at = skipSpace(text, cursor.at + 1);
  for (; text.charCodeAt(cursor.at) !== close; total += 1) {
    const before = cursor.at;
    if (total > 0) {
      if (text.charCodeAt(before) !== 44) return false;
      cursor.at = skipSpace(text, before + 1);
    }
    const start = kept === 0 ? cursor.at : before;
    if (total > 0 && kept === 0) replace(cursor, before, cursor.at, "");
    const member = isList ? itemOf(cursor, depth, kept) : memberOf(cursor, depth);
    if (member === null) return false;
    if (member.isKept) {
      if (!passValue(cursor, depth + 1, member.name)) return false;
      kept += 1;
    } else {
      const isRest = isList && !isOfAlerts;
      const end = isRest ? endOfValue(text, cursor.at, 1) - 1 : endOfValue(text, cursor.at);
      replace(cursor, start, end, "");
      cursor.isCut = true;
      if (isRest) break;
    }
    cursor.at = skipSpace(text, cursor.at);
  }
  if (text.charCodeAt(cursor.at) !== close) return false;
  if (isOfAlerts && kept < total) cursor.sizes.set(name, total);
  cursor.at += 1;
  return true;
}

interface Member {
  name: string;
  isKept: boolean;
}
const KEPT: Member = { name: "", isKept: true };
const DROPPED: Member = { name: "", isKept: false };

/** One alert more than a request may hold is counted only. */
function itemOf({ text, at, work }: Cursor, depth: number, index: number): Member {
  if (work === null) return KEPT;
  const limit = depth > DEEPEST_ALERTS ? MAX_ITEMS_BELOW : isBracket(text.charCodeAt(at)) ? MAX_EVENTS : MAX_ITEMS;
  return index < limit && keepValue(work, depth) ? KEPT : DROPPED;
}

/** Goes on at the value of the member that begins here; `null` when none does. */
function memberOf(cursor: Cursor, depth: number): Member | null {
  const { text, at: start, work } = cursor;
  if (text.charCodeAt(start) !== 34) return null;
  const end = endOfString(text, start);
  cursor.at = skipSpace(text, end);
  if (text.charCodeAt(cursor.at) !== 58) return null;
  cursor.at = skipSpace(text, cursor.at + 1);
  if (isPrototype(text, start, end)) return DROPPED;
  const hash = hashOfKey(text, start + 1, end - 1);
  const isRoom = keepName(work, depth, hash) && keepValue(work, depth);
  if (!isRoom && !(isKnownKey(text, start + 1, end - 1) && keepKnown(work))) return DROPPED;
  return depth === 0 && end - start < 12 ? { name: text.slice(start + 1, end - 1), isKept: true } : KEPT;
}

/** However it is written: `"\\u005f_proto__"` is the same name. */
function isPrototype(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start + 1);
  if ((first !== UNDERSCORE && first !== BACKSLASH) || end - start > MAX_ESCAPED) return false;
  const name = text.slice(start, end);
  return name === '"__proto__"' || (name.includes("\\") && unescaped(name) === "__proto__");
}
const UNDERSCORE = 95;
const BACKSLASH = 92;
/** `__proto__` with every character escaped, and its quotes. */
const MAX_ESCAPED = 56;

function unescaped(name: string): unknown {
  try {
    return JSON.parse(name);
  } catch {
    return null; // `JSON.parse` of the whole will say the same.
  }
}
