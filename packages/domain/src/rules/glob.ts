/** Longer text is cut before matching: the walk is length × length in the worst case. */
const MAX_TEXT = 10_000;
export const MAX_PATTERN = 200;

/**
 * Whole-text glob: `*` any characters, `?` one character. No regular expression, so no pattern can blow up.
 * Case is the caller's business. Backtracks to the last `*` only.
 */
export function globMatches(pattern: string, wholeText: string): boolean {
  const text = wholeText.slice(0, MAX_TEXT);
  let p = 0;
  let star = -1;
  let starText = 0;
  for (let t = 0; t < text.length;) {
    if (pattern[p] === "*") {
      star = p;
      starText = t;
      p += 1;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      starText += 1;
      t = starText;
    } else return false;
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}
