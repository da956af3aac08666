import type { Lexicon } from "./lexicon.ts";

/** Latin letters that are no letter with a mark above or below (Unicode has no decomposition), Cyrillic by Ukraine's standard of 2010, Greek. */
const LATIN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...pairs("ßæœøłđðþıħŋə", "ss ae oe o l d d th i h ng e"),
    ...pairs(
      "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
      "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia",
    ),
    ...pairs("ёыэъўђјљњћџќѓѕ", "e y e - u d j l n c dz k g dz"),
    ...pairs("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
  }),
);
/** Cyrillic letters that look like Latin ones. */
const LOOKALIKES = pairs("асеіјорхукмтвн", "a c e i j o p x y k m t b h");
const BACK = new Map(Object.entries(LOOKALIKES).map(([cyrillic, latin]) => [latin, cyrillic]));
const LONGEST_WORD = 40;
const LETTERS = /\p{L}+/gu;
const MIXED = /[a-z][а-яіїєґ]|[а-яіїєґ][a-z]/iu;

function pairs(letters: string, spoken: string): Record<string, string> {
  const sounds = spoken.split(" ").map((sound) => (sound === "-" ? "" : sound));
  return Object.fromEntries(Array.from(letters, (letter, index) => [letter, sounds[index] ?? ""]));
}

const WORD = /[\p{L}\p{M}'’]+/gu;

/** A word in Latin letters without marks: `Львів` → "Lviv", `Zürich` → "Zurich". What has no such letter is left out. */
export function latin(word: string): string {
  const folded = Array.from(word.normalize("NFC"), (letter) => {
    const lower = letter.toLowerCase();
    const known = LATIN.get(lower);
    if (known === undefined) return letter;
    return letter === lower ? known : known.slice(0, 1).toUpperCase() + known.slice(1);
  });
  return folded
    .join("")
    .normalize("NFD")
    .replace(/[^a-zA-Z0-9'’]/g, "");
}

/** `СPU` with a Cyrillic С, typed in haste or to get past a rule, becomes one alphabet: Latin, unless only Cyrillic fits. */
export function unmixLetters(text: string): string {
  if (!MIXED.test(text)) return text;
  return text.replace(LETTERS, (word) => {
    if (word.length > LONGEST_WORD || !MIXED.test(word)) return word;
    const asLatin = fold(word, (letter) => LOOKALIKES[letter], /[^\p{Script=Latin}]/u);
    return asLatin ?? fold(word, (letter) => BACK.get(letter), /[^\p{Script=Cyrillic}]/u) ?? word;
  });
}

/** The word with letters replaced by what they look like, or `undefined` when it is of two alphabets even so. */
function fold(
  word: string,
  twin: (letter: string) => string | undefined,
  foreign: RegExp,
): string | undefined {
  const folded = Array.from(word, (letter) => {
    if (!foreign.test(letter)) return letter;
    const own = twin(letter.toLowerCase()) ?? letter;
    return letter === letter.toLowerCase() ? own : own.toUpperCase();
  }).join("");
  return foreign.test(folded) ? undefined : folded;
}

/** After rule 10: only letters of the language remain; a word in others is written in them, or left out. */
export function keepAlphabet(text: string, lexicon: Lexicon): string {
  const foreign = foreignOf(lexicon);
  return text.replace(WORD, (word) =>
    word.search(foreign) < 0 ? word : lexicon.respell(word).replace(foreign, ""),
  );
}

const FOREIGN = new Map<string, RegExp>();
function foreignOf({ language, alphabet }: Lexicon): RegExp {
  const known = FOREIGN.get(language);
  if (known !== undefined) return known;
  const made = new RegExp(String.raw`(?![${alphabet}${alphabet.toUpperCase()}])[\p{L}\p{M}]`, "gu");
  FOREIGN.set(language, made);
  return made;
}
