import { describe, expect, it } from "vitest";
import { LEXICONS, SPOKEN_LANGUAGES } from "./languages.ts";
import { speakable } from "./speakable.ts";

const LONGEST_IDIOM = 5;
const TRANSLATED = SPOKEN_LANGUAGES.filter((language) => language !== "en");

describe.each(TRANSLATED)("the lexicon of %s", (language) => {
  const { glossary, ownWords, phrases, months, units, alphabet, words } = LEXICONS[language];

  it("finds its idioms: lower case, no mark but a number's, short enough", () => {
    for (const idiom of glossary.keys()) {
      expect(idiom, idiom).toBe(idiom.toLowerCase());
      expect(idiom).toMatch(/^(?:#|[\p{L}'-]+)(?: (?:#|[\p{L}'-]+))*$/u);
      expect(idiom.split(" ").length, idiom).toBeLessThanOrEqual(LONGEST_IDIOM);
    }
  });

  it("says each number of an idiom, and no other", () => {
    const numbers = (text: string) => text.split("#").length - 1;
    const wrong = [...glossary].filter(([idiom, said]) => numbers(said) > numbers(idiom));
    expect(wrong).toEqual([]);
  });

  it("speaks only in its letters", () => {
    const foreign = new RegExp(`[^${alphabet}${alphabet.toUpperCase()}0-9 .,:'#-]`, "u");
    const forms = [...units.values()].flatMap(({ one, two, few, many, other }) => [
      one,
      two,
      few,
      many,
      other,
    ]);
    const said = [
      ...glossary.values(),
      ...words.values(),
      ...months,
      ...forms.filter((form) => form !== undefined),
    ];
    // Acronyms are spelled by a rule behind.
    expect(said.filter((text) => foreign.test(text.replace(/\b[A-Z]{2,4}\b/g, "")))).toEqual([]);
    expect(months).toHaveLength(12);
  });

  it("hides secrets and people in words that do not make a sentence its own, so that the rest is translated", () => {
    const inserted = [
      phrases.redacted,
      phrases.email,
      phrases.identifierEnding("C 5"),
      phrases.ending("C 5"),
    ];
    const own = inserted
      .flatMap((text) => text.toLowerCase().split(" "))
      .filter((word) => ownWords.has(word));
    expect(own).toEqual([]);
  });

  it.each(["database is down", "disk is full on web-01", "connection refused", "certificate has expired"])(
    "leaves no English function word in: %s",
    (text) => {
      expect(speakable(text, { language })).not.toMatch(/\b(?:is|has|been|the|of|on)\b/i);
    },
  );
});
