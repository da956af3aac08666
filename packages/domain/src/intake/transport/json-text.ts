const QUOTE = 34;
const BACKSLASH = 92;
/** Most strings end within these; longer ones are searched by `indexOf`, which is faster a character and slower to start. */
const NEAR = 8;

/** The place after the closing quote of the string that begins at `start`; the text's end when nothing closes it. */
export function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    for (const near = Math.min(at + NEAR, text.length); at < near; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === QUOTE) return at + 1;
      if (unit === BACKSLASH) at += 1;
    }
    if (at >= text.length) return text.length;
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let first = quote;
    while (first > at && text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
    if ((quote - first) % 2 === 0) return quote + 1;
    at = quote + 1; // An odd number of backslashes: the quote is part of the string.
  }
}

/** The next place that holds no white space of JSON. */
export function skipSpace(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) break;
  }
  return at;
}

/** The place after a number, `true`, `false` or `null`. */
export function endOfWord(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 44 || unit === 93 || unit === 125 || unit <= 32) break;
  }
  return at;
}

/**
 * The place after the value that begins at `start`, or after the brackets that are `open` already: brackets and quotes
 * are counted, nothing is checked.
 */
export function endOfValue(text: string, start: number, open = 0): number {
  let depth = open;
  let at = start;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else {
      at += 1;
      if (unit === 123 || unit === 91) depth += 1;
      else if (unit === 125 || unit === 93) depth -= 1;
      else if (depth === 0) return endOfWord(text, at);
    }
    if (depth <= 0) return at;
  }
  return at;
}
