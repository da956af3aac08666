import type { Lexicon } from "./lexicon.ts";

const SENTENCE = /[^\n.!?]+(?:[.!?](?!\s)[^\n.!?]*)*[.!?]?/g;
const SENTENCE_END = /(?<=[.!?]\s|\n)/;
/** Whole words: `de-fra-1` has no German one. */
const WORD = /(?<![\p{L}\d_./@-])\p{L}+(?![\p{L}\d_@]|[-./:](?=[\p{L}\d]))/gu;
/** `HighCPUUsage`, the usual name of a rule. */
const RULE_NAME = /(?<![\p{L}\d_./\\@-])[A-Z][a-z]+(?:[A-Z]{1,8}[a-z]+|[A-Z]{2,5})+(?![\p{L}\d_./\\@-])/gu;
const BARE = /^([("'[]*)([\p{L}'-]+|\d+)([)\]"'.,:;!?]*)$/u;
const LONGEST = 5;
/** More changes of language than any text has that people read. */
const MOST_RUNS = 12;

/** Sentences in a row that are read with the same words. */
export interface Run {
  text: string;
  lexicon: Lexicon;
}

/** A text in runs of sentences: those in the listener's language are not translated. */
export function runsOf(text: string, lexicon: Lexicon): Run[] {
  if (lexicon.glossary.size === 0 || lexicon.ownWords.size === 0) return [{ text, lexicon }];
  const runs: Run[] = [];
  for (const sentence of text.split(SENTENCE_END)) {
    const own = isOwn(sentence, lexicon) ? withoutGlossary(lexicon) : lexicon;
    const last = runs.at(-1);
    if (last !== undefined && (last.lexicon === own || runs.length === MOST_RUNS)) last.text += sentence;
    else runs.push({ text: sentence, lexicon: own });
  }
  return runs;
}

function isOwn(sentence: string, { ownWords }: Lexicon): boolean {
  for (const [word] of sentence.matchAll(WORD)) if (ownWords.has(word.toLowerCase())) return true;
  return false;
}

const UNTRANSLATED = new WeakMap<Lexicon, Lexicon>();
function withoutGlossary(lexicon: Lexicon): Lexicon {
  const known = UNTRANSLATED.get(lexicon) ?? { ...lexicon, glossary: new Map<string, string>() };
  UNTRANSLATED.set(lexicon, known);
  return known;
}

/**
 * Before rule 10: most tools write English. English words and idioms that the glossary knows are said in the listener's
 * language; names and unknown words stay for the rules behind. `#` in a key is any number.
 */
export function translate(text: string, lexicon: Lexicon): string {
  return lexicon.glossary.size === 0
    ? text
    : text.replace(SENTENCE, (sentence) => translateSentence(sentence, lexicon));
}

/** Longest idiom first. Words inside identifiers (`node-03.prod`) are parts of a name and stay. */
function translateSentence(sentence: string, { glossary, words }: Lexicon): string {
  const pieces = sentence
    .replace(RULE_NAME, (name) =>
      words.has(name.toLowerCase())
        ? name
        : name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2"),
    )
    .split(/[ \t]+/)
    .map(pieceOf);
  const spoken: string[] = [];
  let at = 0;
  while (at < pieces.length) {
    const found = idiomAt(pieces, at, glossary);
    spoken.push(found?.words ?? pieces[at]?.written ?? "");
    at += found?.length ?? 1;
  }
  return spoken.join(" ");
}

/** A word with the marks around it; `key` is empty for what is no plain word or number. */
interface Piece {
  written: string;
  before: string;
  key: string;
  after: string;
}

/** A lone capital is a letter of a name ("rack A"), but for "A" at the beginning. */
function pieceOf(written: string, index: number): Piece {
  const [, before = "", bare = "", after = ""] = BARE.exec(written) ?? [];
  if (/^[B-Z]$/.test(bare) || (bare === "A" && index > 0)) return { written, before, key: "", after };
  return { written, before, key: /^\d/.test(bare) ? "#" : bare.toLowerCase(), after };
}

/** The longest idiom that begins at a piece: no mark stands inside of it. */
function idiomAt(pieces: readonly Piece[], at: number, glossary: ReadonlyMap<string, string>) {
  let best: { words: string; length: number } | null = null;
  let key = "";
  for (let length = 1; length <= LONGEST; length += 1) {
    const piece = pieces[at + length - 1];
    if (piece === undefined || piece.key === "" || (length > 1 && piece.before !== "")) break;
    key = length === 1 ? piece.key : `${key} ${piece.key}`;
    const words = glossary.get(key);
    if (words !== undefined) {
      const numbers = pieces.slice(at, at + length).filter((candidate) => candidate.key === "#");
      const said = numbers.reduce((current, number) => current.replace("#", bareOf(number)), words);
      best = { words: `${pieces[at]?.before ?? ""}${said}${piece.after}`, length };
    }
    if (piece.after !== "") break;
  }
  return best;
}

function bareOf({ written, before, after }: Piece): string {
  return written.slice(before.length, written.length - after.length);
}
