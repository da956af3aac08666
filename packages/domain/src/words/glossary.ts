import type { Lexicon } from "./lexicon.ts";

/** Behind a full stop or a line end. */
const SENTENCE_END = /(?<=\n|[.!?](?=\s))/;
/** A whole word; `de` in the host `de-fra-1` is none. */
const WORD = /(?<![\p{L}\d_./@-])\p{L}+(?![\p{L}\d_/@-]|\.\w)/gu;
/** `HighCPUUsage`, the usual name of a rule. */
const RULE_NAME = /(?<![\p{L}\d_./\\@-])[A-Z][a-z]+(?:[A-Z]{1,8}[a-z]+|[A-Z]{2,5})+(?![\p{L}\d_./\\@-])/gu;
const BARE = /^([("'[]*)([\p{L}'-]+|\d+)([)\]"'.,:;!?]*)$/u;
const LONGEST = 6;

/** A run of sentences, and whether they are in the listener's language. */
export interface Run {
  text: string;
  own: boolean;
}

/** Before rule 6, which is the first to put words of the listener's language in: sentences in it are not translated. */
export function runsOf(text: string, lexicon: Lexicon): readonly Run[] {
  if (lexicon.glossary.size === 0) return [{ text, own: true }];
  const runs: Run[] = [];
  for (const sentence of text.split(SENTENCE_END)) {
    const own = isOwn(sentence, lexicon);
    const last = runs.at(-1);
    if (last !== undefined && last.own === own) last.text += sentence;
    else runs.push({ text: sentence, own });
  }
  return runs;
}

function isOwn(sentence: string, { ownWords }: Lexicon): boolean {
  for (const [word] of sentence.matchAll(WORD)) if (ownWords.has(word.toLowerCase())) return true;
  return false;
}

/**
 * Before rule 10: most tools write English. In a sentence that is not in the listener's language, English words and idioms
 * that the glossary knows are said in it; names and unknown words stay for the rules behind. `#` in a key is any number.
 */
export function translate(text: string, lexicon: Lexicon): string {
  return lexicon.glossary.size === 0
    ? text
    : text.replace(/[^\n]+/g, (line) => translateLine(line, lexicon));
}

const UNTRANSLATED = new WeakMap<Lexicon, Lexicon>();

/** The lexicon for sentences that are in its language. */
export function withoutGlossary(lexicon: Lexicon): Lexicon {
  const known = UNTRANSLATED.get(lexicon) ?? { ...lexicon, glossary: new Map() };
  UNTRANSLATED.set(lexicon, known);
  return known;
}

/** Longest idiom first. Words inside identifiers (`node-03.prod`) are parts of a name and stay. */
function translateLine(line: string, { glossary, words }: Lexicon): string {
  const pieces = line
    .replace(RULE_NAME, (name) =>
      words.has(name.toLowerCase())
        ? name
        : name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2"),
    )
    .split(/[ \t]+/)
    .map((piece, index) => pieceOf(piece, index === 0));
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

/** A lone capital is a letter (`A P I`), except where a sentence begins ("A pod is down"). */
function pieceOf(written: string, first: boolean): Piece {
  const [, before = "", bare = "", after = ""] = BARE.exec(written) ?? [];
  const letter = /^\p{Lu}$/u.test(bare) && !first;
  return { written, before, key: letter ? "" : /^\d/.test(bare) ? "#" : bare.toLowerCase(), after };
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
