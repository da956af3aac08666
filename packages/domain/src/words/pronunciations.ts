import type { Lexicon } from "./lexicon.ts";

/** What an organization wants said for a whole token, in any case of letters: `acme-pg` → "the big database". */
export type Pronunciations = ReadonlyMap<string, string>;

const prepared = new WeakMap<Pronunciations, Map<Lexicon, Lexicon>>();

/**
 * The lexicon with an organization's words before its own. Their spoken forms go through all rules themselves (`say`), so
 * no tag, number or instruction comes in by this door; one of which nothing is left counts for nothing.
 */
export function lexiconWith(
  pronunciations: Pronunciations,
  lexicon: Lexicon,
  say: (text: string, lexicon: Lexicon) => string,
): Lexicon {
  if (pronunciations.size === 0) return lexicon;
  const languages = prepared.get(pronunciations) ?? new Map<Lexicon, Lexicon>();
  prepared.set(pronunciations, languages);
  const known = languages.get(lexicon);
  if (known !== undefined) return known;
  const own = [...pronunciations].flatMap(([token, spoken]): [string, string][] => {
    const words = withoutSentence(say(spoken, lexicon), spoken);
    return words === "" ? [] : [[token.trim().toLowerCase(), words]];
  });
  const made: Lexicon = {
    ...lexicon,
    words: new Map([...lexicon.words, ...own]),
    // What an organization pronounces must reach rule 10 as it was written.
    glossary: new Map([...lexicon.glossary, ...own.map(([token]): [string, string] => [token, token])]),
  };
  languages.set(lexicon, made);
  return made;
}

/** "See ess." → "see ess": it stands inside other people's sentences. */
function withoutSentence(words: string, written: string): string {
  const phrase = words.replace(/[.?]+$/, "");
  return /^\p{Ll}/u.test(written.trim()) ? phrase.slice(0, 1).toLowerCase() + phrase.slice(1) : phrase;
}
