/** One language's words for what the rules find. Rules know patterns, a lexicon knows words. */
export interface Lexicon {
  /** BCP 47 tag for `Intl`. */
  language: string;
  /** Spoken forms by lower-case token: abbreviations, product names, jargon. */
  words: ReadonlyMap<string, string>;
  /** Lower-case tokens that are spelled letter by letter wherever they stand. */
  acronyms: ReadonlySet<string>;
  /** Spelled only inside an identifier (`us-east-1`): elsewhere they are words. */
  acronymsInIdentifiers: ReadonlySet<string>;
  /** Words of two or three letters that stay words when written in capitals. */
  shortWords: ReadonlySet<string>;
  /** After one of these, a link or an address belongs to the sentence; else it gets a sentence of its own. */
  leadIns: ReadonlySet<string>;
  units: ReadonlyMap<string, Unit>;
  /** Scales for large numbers, largest first. */
  scales: readonly { value: number; word: string }[];
  byteScales: readonly { value: number; unit: Unit }[];
  months: readonly string[];
  emoji: ReadonlyMap<string, string>;
  phrases: Phrases;
  /** Patterns of instructions to a listener; what they match is never spoken. */
  instructions: readonly RegExp[];
}

/** Forms by CLDR plural category; `other` always exists. */
export type Unit = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export interface Phrases {
  linkTo(host: string): string;
  link: string;
  redacted: string;
  email: string;
  identifierEnding(characters: string): string;
  numberEnding(digits: string): string;
  address: string;
  addressVersion6: string;
  hardwareAddress: string;
  port: string;
  dot: string;
  slash: string;
  point: string;
  minus: string;
  per: string;
  version: string;
  severity: string;
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
