/** One language's words for what the rules find. Rules know patterns, a lexicon knows words. */
export interface Lexicon {
  /** BCP 47 tag for `Intl`. */
  language: string;
  /** Its letters in lower case. Nothing in other letters is spoken: `respell` writes it in these. */
  alphabet: string;
  /** Names of Latin letters as its speakers spell `CPU`; a letter without a name is written as a capital. */
  letters: ReadonlyMap<string, string>;
  /** A word in letters that are not its own → in its own; what is still foreign then is dropped. */
  respell(word: string): string;
  /** Spoken forms by lower-case token, in any text: abbreviations, product names, jargon, states. */
  words: ReadonlyMap<string, string>;
  /**
   * English words and idioms of up to five words, in lower case, and what is said instead: only in sentences that are not
   * in this language (`ownWords`), since most tools write English. An empty value leaves the word out ("the", "is").
   */
  glossary: ReadonlyMap<string, string>;
  /** Frequent short words of this language that are not English ones: a sentence that has one is not translated. */
  ownWords: ReadonlySet<string>;
  /** Lower-case tokens that are spelled letter by letter wherever they stand. */
  acronyms: ReadonlySet<string>;
  /** Spelled only inside an identifier (`us-east-1`): elsewhere they are words. */
  acronymsInIdentifiers: ReadonlySet<string>;
  /** Words of two or three letters that stay words when written in capitals. */
  shortWords: ReadonlySet<string>;
  /** After one of these, a link or an address belongs to the sentence; else it gets a sentence of its own. */
  leadIns: ReadonlySet<string>;
  /** By what is written behind a number; made by `unitsOf`. */
  units: ReadonlyMap<string, Unit>;
  /** Scales for large numbers, largest first. */
  scales: readonly { value: number; unit: Unit }[];
  byteScales: readonly { value: number; unit: Unit }[];
  /** `2,5` is two and a half, `1.234.567` a million. */
  decimalComma: boolean;
  /**
   * Number words where digits would be read in the wrong gender or case before a form of a unit ("1 секунда" → "одна", "2
   * хвилин" → "двох"); `undefined` keeps the digits. `before` is the word before, in lower case.
   */
  numeral(count: number, unit: Unit, form: string, before: string): string | undefined;
  /** The case of a quantity behind a word, own or English ("for 1m" → "вже 1 хвилину"); nominative where none is named. */
  cases: ReadonlyMap<string, "genitive" | "accusative">;
  /** As they stand in a date. */
  months: readonly string[];
  emoji: ReadonlyMap<string, string>;
  phrases: Phrases;
}

export type Gender = "m" | "f" | "n";

/**
 * Forms by CLDR plural category; `other` always exists. Where languages have cases: `other` and `many` are the genitive of
 * one and of several (so they are in Ukrainian and Polish), `accusative` is of one.
 */
export type Unit = Partial<Record<Intl.LDMLPluralRule, string>> & {
  other: string;
  gender?: Gender;
  accusative?: string;
};

/** Words for things that rules find, in the order in which they are spoken. */
export interface Phrases {
  linkTo(host: string): string;
  link: string;
  redacted: string;
  email: string;
  identifierEnding(characters: string): string;
  numberEnding(digits: string): string;
  /** Behind a noun: "commit ending C 3 D". */
  ending(characters: string): string;
  address: string;
  addressVersion6: string;
  hardwareAddress: string;
  port: string;
  dot: string;
  slash: string;
  /** Between the parts of a version or percentile: "1 point 2 point 3". */
  point: string;
  /** A decimal number of digits: "2 point 5", "3 кома 14". */
  decimal(whole: string, fraction: string): string;
  minus: string;
  /** Behind a quantity: "per second". */
  per: Record<"s" | "m" | "h" | "d", string>;
  version: string;
  severity: string;
  /** 503 behind "HTTP". */
  statusCode(digits: string): string;
  /** `5xx`, by its digit. */
  statusClass(digit: string): string;
  of: string;
  to: string;
  and: string;
  about: string;
  above: string;
  atLeast: string;
  below: string;
  atMost: string;
  equals: string;
  differs: string;
  clock(hour: number, minute: number): string;
  date(month: string, day: number): string;
  utc: string;
  shortened: string;
}

/** Entries of a text: `key = value` on lines of their own, or several on one divided by `|`. */
export function wordMap(text: string): ReadonlyMap<string, string> {
  const entries = text.split(/[\n|]/).filter((entry) => entry.includes("="));
  return new Map(
    entries.map((entry) => {
      const [key = "", value = ""] = entry.split("=");
      return [key.trim(), value.trim()];
    }),
  );
}

/** A set of the words of a text. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
