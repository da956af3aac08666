import type { Lexicon } from "./lexicon.ts";

const SENTENCE = /[^\n.!?]+(?:[.!?](?!\s)[^\n.!?]*)*[.!?]?/g;
const WORD = /\p{L}+/gu;
const LONGEST = 4;

/**
 * Before rule 10: most tools write English. In a sentence that is not in the listener's language, English words and idioms
 * that the glossary knows are said in it; names and unknown words stay for the rules behind.
 */
export function translate(text: string, lexicon: Lexicon): string {
  if (lexicon.glossary.size === 0) return text;
  return text.replace(SENTENCE, (sentence) =>
    isOwn(sentence, lexicon) ? sentence : translateSentence(sentence, lexicon),
  );
}

function isOwn(sentence: string, { ownWords }: Lexicon): boolean {
  if (ownWords.size === 0) return false;
  for (const [word] of sentence.matchAll(WORD)) if (ownWords.has(word.toLowerCase())) return true;
  return false;
}

/** Longest idiom first. Words inside identifiers (`node-03.prod`) are parts of a name and stay. */
function translateSentence(sentence: string, { glossary }: Lexicon): string {
  const pieces = sentence.split(/([ \t]+)/);
  const spoken: string[] = [];
  let at = 0;
  while (at < pieces.length) {
    const found = idiomAt(pieces, at, glossary);
    spoken.push(found?.words ?? pieces[at] ?? "");
    at += found?.length ?? 1;
  }
  return spoken.join("");
}

/** `pieces` are words and the spaces between them, in turn. */
function idiomAt(pieces: readonly string[], at: number, glossary: ReadonlyMap<string, string>) {
  const first = /^([("'[]*)([\p{L}'’-]+)([)\]"'.,:;!?]*)$/u.exec(pieces[at] ?? "");
  if (first === null) return null;
  for (let length = LONGEST * 2 - 1; length > 0; length -= 2) {
    const last = length === 1 ? first[3] : undefined;
    const phrase = pieces.slice(at, at + length).filter((_, index) => index % 2 === 0);
    if (phrase.length * 2 - 1 < length) continue;
    const tail = last ?? /[)\]"'.,:;!?]*$/.exec(phrase.at(-1) ?? "")?.[0] ?? "";
    const joined = phrase.join(" ").toLowerCase();
    const key = joined.slice(first[1]?.length ?? 0, joined.length - tail.length);
    const words = glossary.get(key);
    if (words !== undefined) return { words: `${first[1] ?? ""}${words}${tail}`, length };
  }
  return null;
}
