import { isKnownKey, type PassedKey, passKey } from "../reader/known-names.ts";
import type { Work } from "../work.ts";
import { keepKnown, keepName, keepValue, MAX_EVENTS, MAX_ITEMS, MAX_ITEMS_BELOW } from "../work.ts";
import type { Body } from "./decode-text.ts";
import { type Cuts, cut, joined, textOf } from "./cuts.ts";
import { endOfString, endOfValue, endOfWord, isBeyondSafe, restOfList, skipSpace } from "./json-bytes.ts";

/** No tool nests deeper; what lies below is dropped, so that nothing that walks a payload can overflow the stack. */
const MAX_DEPTH = 32;
/** The document's own list, or one that a member of it is: it may be of alerts. */
const DEEPEST_ALERTS = 1;

/** A document's text, in one pass made harmless to parse. */
export interface TrimmedJson {
  text: string;
  /** Items that lists had whose end was cut: the document itself (`""`) or one of its members, by its name. */
  sizes: ReadonlyMap<string, number>;
  /** `work` had no room for all of it. */
  isCut: boolean;
}

interface Cursor extends Cuts {
  work: Work | null;
  at: number;
  /** The last key that was passed. */
  key: PassedKey;
  sizes: Map<string, number>;
  isCut: boolean;
}

/**
 * A JSON text (RFC 8259) without what lies too deep, without `__proto__`, and without what `work` has no room for (`null` has room for all);
 * integers beyond 2^53 become strings, so that no id is rounded. Members with a name the reader knows are kept longest.
 * `null` when it is no object or list. Only brackets and quotes are checked; what is kept, `JSON.parse` judges.
 */
export function trimJson(document: string | Body, work: Work | null): TrimmedJson | null {
  const bytes = bytesOf(document);
  const at = skipSpace(bytes, 0);
  const key: PassedKey = { end: 0, hash: 0, nameHash: 0 };
  const cursor: Cursor = { bytes, work, at, key, kept: [], copied: 0, sizes: new Map(), isCut: false };
  if (!isBracket(bytes[at]) || !passContainer(cursor, 0, "")) return null;
  if (skipSpace(bytes, cursor.at) < bytes.length) return null;
  const { copied, sizes, isCut } = cursor;
  if (copied > 0) return { text: joined(cursor), sizes, isCut };
  return { text: typeof document === "string" ? document : document.text(), sizes, isCut };
}

function bytesOf(document: string | Body): Uint8Array {
  if (typeof document !== "string" && document.utf8 !== null) return document.utf8;
  return new TextEncoder().encode(typeof document === "string" ? document : document.text());
}

const isBracket = (unit: number | undefined): boolean => unit === 123 || unit === 91;

/** Goes on behind the value that is kept; `false` when the text is no JSON. */
function passValue(cursor: Cursor, depth: number, name: string): boolean {
  const { bytes, at } = cursor;
  const first = bytes[at];
  if (first === 34) cursor.at = endOfString(bytes, at);
  else if (!isBracket(first)) passWord(cursor);
  else if (depth < MAX_DEPTH) return passContainer(cursor, depth, name);
  else replace(cursor, at, endOfValue(bytes, at), NULL);
  return true;
}

function passWord(cursor: Cursor): void {
  const { bytes, at } = cursor;
  const end = endOfWord(bytes, at);
  if (isBeyondSafe(bytes, at, end)) {
    cut(cursor, at, at, QUOTE);
    cut(cursor, end, end, QUOTE);
  }
  cursor.at = end;
}

const QUOTE = new TextEncoder().encode('"');
const NULL = new TextEncoder().encode("null");

/** Goes on at `end`, with `by` in the place of what lies between. */
function replace(cursor: Cursor, start: number, end: number, by?: Uint8Array): void {
  cut(cursor, start, end, by);
  cursor.at = end;
}

function passContainer(cursor: Cursor, depth: number, name: string): boolean {
  const { bytes } = cursor;
  const isList = bytes[cursor.at] === 91;
  const close = isList ? 93 : 125;
  const isOfAlerts = isList && depth <= DEEPEST_ALERTS;
  let total = 0;
  let kept = 0;
  cursor.at = skipSpace(bytes, cursor.at + 1);
  for (; bytes[cursor.at] !== close; total += 1) {
    const before = cursor.at;
    if (total > 0) {
      if (bytes[before] !== 44) return false;
      cursor.at = skipSpace(bytes, before + 1);
    }
    const start = kept === 0 ? cursor.at : before;
    if (total > 0 && kept === 0) replace(cursor, before, cursor.at);
    const member = isList ? itemOf(cursor, depth, kept) : memberOf(cursor, depth);
    if (member === null) return false;
    if (member.isKept) {
      if (!passValue(cursor, depth + 1, member.name)) return false;
      kept += 1;
    } else {
      cursor.isCut = true;
      const rest = isList ? restOfList(bytes, cursor.at) : null;
      replace(cursor, start, rest === null ? endOfValue(bytes, cursor.at) : rest.end - 1);
      if (rest !== null) {
        total += rest.items;
        break;
      }
    }
    cursor.at = skipSpace(bytes, cursor.at);
  }
  if (bytes[cursor.at] !== close) return false;
  if (isOfAlerts && kept < total) cursor.sizes.set(name, total);
  cursor.at += 1;
  return true;
}

interface Member {
  name: string;
  isKept: boolean;
}
/** `alerts`, with its quotes, and some more. */
const MAX_LIST_NAME = 12;
const KEPT: Member = { name: "", isKept: true };
const DROPPED: Member = { name: "", isKept: false };

/** One alert more than a request may hold is counted only. */
function itemOf({ bytes, at, work }: Cursor, depth: number, index: number): Member {
  if (work === null) return KEPT;
  const limit = depth > DEEPEST_ALERTS ? MAX_ITEMS_BELOW : isBracket(bytes[at]) ? MAX_EVENTS : MAX_ITEMS;
  return index < limit && keepValue(work, depth) ? KEPT : DROPPED;
}

/** Goes on at the value of the member that begins here; `null` when none does. */
function memberOf(cursor: Cursor, depth: number): Member | null {
  const { bytes, at: start, work, key } = cursor;
  if (bytes[start] !== 34) return null;
  passKey(bytes, start, key);
  const { end, hash } = key;
  cursor.at = skipSpace(bytes, end);
  if (bytes[cursor.at] !== 58) return null;
  cursor.at = skipSpace(bytes, cursor.at + 1);
  if (isPrototype(bytes, start, end)) return DROPPED;
  const isRoom = keepName(work, depth, hash) && keepValue(work, depth);
  if (!isRoom && !(isKnownKey(key) && keepKnown(work))) return DROPPED;
  const isList = depth === 0 && bytes[cursor.at] === 91 && end - start < MAX_LIST_NAME;
  return isList ? { name: textOf(bytes, start + 1, end - 1), isKept: true } : KEPT;
}

/** However it is written: `"\\u005f_proto__"` is the same name. */
function isPrototype(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start + 1];
  if ((first !== UNDERSCORE && first !== BACKSLASH) || end - start > MAX_ESCAPED) return false;
  const name = textOf(bytes, start, end);
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
