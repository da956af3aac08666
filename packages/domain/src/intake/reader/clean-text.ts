import {
  AMPERSAND,
  ANGLE,
  AT,
  BACKTICK,
  BEYOND_ASCII,
  BRACE,
  BRACKET,
  CONTROL,
  DASH,
  DOLLAR,
  GAP,
  HASH,
  HEX,
  PERCENT,
  ROUND,
  SECRET,
  STAR,
  TILDE,
  UNDERSCORE,
  marksOf,
} from "./text-marks.ts";
import { MAX_TEXT, type Work } from "../work.ts";
import { MARKUP, MACROS, type Step, UNSPEAKABLE } from "./clean-steps.ts";

/** What is looked at of every text once a reading has done its share: half a title. */
const MAX_TEXT_LATE = 120;
/** Characters that all steps together look at before that: a group of alerts whose every text is full of markup has more. */
const MAX_CLEANED = 120_000;
/** So often may the longest text of the body be looked at besides. */
const LONGEST = 30;
/** What beginning with a text costs, in characters. */
const BEGINNING = 30;
/** More lines than make a message are not tidied. */
const ENOUGH = 2001;

const MIN_LETTERS_BESIDE_MACROS = 6;

/** Placeholders that tools send when they have no value. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  "string|np|none|null|(null)|undefined|not available|n/a|nan|unknown|no description|no summary|[object object]".split(
    "|",
  ),
);
const LONGEST_PLACEHOLDER = 16;

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&apos;": "'",
  "&nbsp;": " ",
  "&amp;": "&",
};

/** None of these: no step for markup and macros finds anything. */
const SPECIAL =
  ANGLE | AMPERSAND | BRACE | DOLLAR | AT | HASH | STAR | UNDERSCORE | TILDE | BACKTICK | BRACKET | PERCENT;

/** The text after those steps that can find something in it. */
function apply(text: string, marks: number, steps: readonly Step[], work: Work): string {
  let current = text;
  for (const { pattern, by, marks: needed } of steps) {
    if ((marks & needed) === 0) continue;
    work.cleaned += current.length;
    current = typeof by === "string" ? current.replace(pattern, by) : current.replace(pattern, by);
  }
  return current;
}

const unescape = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#34|#39|apos|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/**
 * Text without markup, macros, secrets and emoji, lines kept, enough of them for any message; `null` when nothing worth
 * saying is left. `work` bounds how much is looked at.
 */
export function cleanText(raw: string, work: Work): string | null {
  const input = raw.length <= work.textLimit ? raw : shortened(raw, work.textLimit);
  const isLate = work.cleaned >= work.share * (MAX_CLEANED + LONGEST * work.textLimit);
  const known = work.texts.get(input);
  if (isLate || (input.length < raw.length && work.textLimit < MAX_TEXT)) work.textsCut += 1;
  if (known !== undefined) return known;
  const text = isLate ? cleanLate(input, work) : clean(input, marksOf(input), work);
  work.cleaned += BEGINNING + input.length;
  work.texts.set(input, text);
  return text;
}

/** Cut between words where it is not far from what is spoken, so that no half of a secret is left over. */
function shortened(raw: string, limit: number): string {
  const cut = raw.slice(0, limit);
  return limit === MAX_TEXT ? cut : cut.slice(0, Math.max(0, cut.lastIndexOf(" ")));
}

/** Only the words of letters and digits at the beginning of a text, in place of the steps that there is no time for. */
function cleanLate(raw: string, work: Work): string | null {
  const input = raw.length <= MAX_TEXT_LATE ? raw : shortened(raw, MAX_TEXT_LATE);
  const marks = marksOf(input);
  if ((marks & ~HARMLESS) === 0) return clean(input, marks, work);
  if ((marks & (SECRET | HEX)) !== 0 || SECRETIVE.test(input)) return null;
  const words = (input.match(WORDS) ?? []).join(" ");
  return clean(words, marksOf(words), work);
}
const HARMLESS = GAP | DASH | ROUND;
const WORDS = /(?<!\S)[\p{L}\p{N}.,%-]+(?!\S)/gu;
const SECRETIVE = /token|secret|passw|key|auth|bearer/i;

function clean(input: string, marks: number, work: Work): string | null {
  const plain = (marks & AMPERSAND) === 0 ? input : unescape(unescape(unescape(input)));
  const filled = changed(plain, plain === input ? marks : marksOf(plain), MACROS, work);
  const bare = changed(filled, filled === input ? marks : marksOf(filled), MARKUP, work);
  const text = tidyLines(bare, bare === input ? marks : marksOf(bare), work);
  if (text.length <= LONGEST_PLACEHOLDER && PLACEHOLDERS.has(text.toLowerCase())) return null;
  if (!/[A-Za-z0-9]/.test(text) && !/[\p{L}\p{N}]/u.test(text)) return null;
  // "on" and "(ms)" are what a template leaves behind when nothing was filled in.
  if (filled !== plain && text.replace(/[^\p{L}\p{N}]/gu, "").length < MIN_LETTERS_BESIDE_MACROS) return null;
  return text;
}

const changed = (text: string, marks: number, steps: readonly Step[], work: Work): string =>
  (marks & SPECIAL) === 0 ? text : apply(text, marks, steps, work);

/** The lines that say something, until there are enough; also where a line break was escaped once too often. */
function tidyLines(text: string, marks: number, work: Work): string {
  if (!text.includes("\n") && !text.includes("\\n")) return tidyLine(text, marks, work);
  let tidied = "";
  let isSaid = false;
  for (const raw of text.split(/\r?\n|\\r?\\n/)) {
    const line = tidyLine(raw, marksOf(raw), work);
    if (line === "") continue;
    tidied += tidied === "" ? line : `\n${line}`;
    isSaid ||= /[A-Za-z0-9]/.test(line);
    if (isSaid && tidied.length > ENOUGH) break;
  }
  return tidied;
}

/** One line without secrets, doubled spaces, list bullets and punctuation that a removed part left behind. */
function tidyLine(line: string, marks: number, work: Work): string {
  let text = apply(line, marks, UNSPEAKABLE, work);
  const isChanged = text !== line;
  if (isChanged || (marks & (GAP | CONTROL | BEYOND_ASCII)) !== 0) text = text.replace(/\s+/g, " ");
  text = withoutBullets(text);
  if (isChanged || (marks & (GAP | BEYOND_ASCII)) !== 0) text = text.replace(/\s([,.;:!?])(?=\s|$)/g, "$1");
  if ((marks & (ROUND | BRACKET)) !== 0) text = text.replace(/\(\s?\)|\[\s?\]/g, "");
  return withoutTail(text).trim();
}

const withoutBullets = (text: string): string => text.replace(/^(?:[\s:;,|•]|-\s)+/, "");

/** A loop and no expression: one that ends with `$` begins anew at every comma. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && " ,;|".includes(text.charAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}
