const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
/** Most strings end within these; longer ones are searched by `indexOf`, which is faster a byte and slower to start. */
const NEAR = 32;

/** The place after the closing quote of the string that begins at `start`; the end when nothing closes it. */
export function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  for (;;) {
    for (const near = Math.min(at + NEAR, bytes.length); at < near; at += 1) {
      const byte = bytes[at];
      if (byte === QUOTE) return at + 1;
      if (byte === BACKSLASH) at += 1;
    }
    if (at >= bytes.length) return bytes.length;
    const quote = bytes.indexOf(QUOTE, at);
    if (quote === -1) return bytes.length;
    let first = quote;
    while (first > at && bytes[first - 1] === BACKSLASH) first -= 1;
    if ((quote - first) % 2 === 0) return quote + 1;
    at = quote + 1; // An odd number of backslashes: the quote is part of the string.
  }
}

/** The next place that holds no white space of JSON. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) break;
  }
  return at;
}

/** The place after a number, `true`, `false` or `null`. */
export function endOfWord(bytes: Uint8Array, start: number): number {
  let at = start;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 44 || byte === 93 || byte === 125 || byte <= 32) break;
  }
  return at;
}

/** 2^53 - 1: an integer beyond it would be rounded. */
const SAFE = new TextEncoder().encode(String(Number.MAX_SAFE_INTEGER));

/** Whether an integer stands here that no number of ours holds. */
export function isBeyondSafe(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < SAFE.length) return false;
  const first = bytes[start] === MINUS ? start + 1 : start;
  let larger = 0;
  for (let at = first; at < end; at += 1) {
    const digit = bytes[at] ?? 0;
    if (digit < 48 || digit > 57) return false;
    if (larger === 0) larger = digit - (SAFE[at - first] ?? 0);
  }
  return end - first > SAFE.length || (end - first === SAFE.length && larger > 0);
}
const MINUS = 45;

/** From the beginning of a list's item: how many follow with it, and the place after the list. Nothing is checked. */
export function restOfList(bytes: Uint8Array, start: number): { items: number; end: number } {
  const rest: Rest = { at: start, depth: 1, items: 1 };
  while (rest.depth > 0 && rest.at < bytes.length)
    passStretch(bytes, Math.min(rest.at + STRETCH, bytes.length), rest);
  return { items: rest.items, end: rest.at };
}

/** A list that is passed. */
interface Rest {
  at: number;
  depth: number;
  items: number;
}
/** The engine makes a function that is called often faster than one that never returns. */
const STRETCH = 4096;

function passStretch(bytes: Uint8Array, until: number, rest: Rest): void {
  let { at, depth, items } = rest;
  while (at < until && depth > 0) {
    const byte = bytes[at];
    at += 1;
    if (byte === QUOTE) at = endOfString(bytes, at - 1);
    else if (byte === COMMA) items += depth === 1 ? 1 : 0;
    else if (byte === 123 || byte === 91) depth += 1;
    else if (byte === 125 || byte === 93) depth -= 1;
  }
  rest.at = at;
  rest.depth = depth;
  rest.items = items;
}

/** The place after the value that begins at `start`: brackets and quotes are counted, nothing is checked. */
export function endOfValue(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let depth = 0;
  let at = start;
  while (at < length) {
    const byte = bytes[at];
    at += 1;
    if (byte === QUOTE) at = endOfString(bytes, at - 1);
    else if (byte === 123 || byte === 91) depth += 1;
    else if (byte === 125 || byte === 93) depth -= 1;
    else if (depth === 0) return endOfWord(bytes, at);
    if (depth <= 0) return at;
  }
  return at;
}
