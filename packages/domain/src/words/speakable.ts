import { Recent } from "../recent.ts";
import { sayAddresses } from "./addresses.ts";
import { agree } from "./agreement.ts";
import { keepAlphabet } from "./alphabet.ts";
import { clean } from "./clean.ts";
import { sayCodes } from "./codes.ts";
import { cut } from "./cut.ts";
import { runsOf, translate } from "./glossary.ts";
import { sayIdentifiers } from "./identifiers.ts";
import { removeInstructions } from "./instructions.ts";
import { LEXICONS, spokenLanguage } from "./languages.ts";
import type { Lexicon } from "./lexicon.ts";
import { nameLinks } from "./links.ts";
import { stripMarkup } from "./markup.ts";
import { readNotations } from "./notations.ts";
import { sayOperators } from "./operators.ts";
import { setPauses } from "./pauses.ts";
import { removePhones } from "./phones.ts";
import { lexiconWith, type Pronunciations } from "./pronunciations.ts";
import { hideSecrets } from "./secrets.ts";
import { sayTimes } from "./times.ts";
import { sayQuantities } from "./units.ts";

export type { SpokenLanguage } from "./languages.ts";

/** About 12 seconds of speech. */
export const DEFAULT_CHARACTERS = 140;
export const MAX_CHARACTERS = 240;
const MIN_CHARACTERS = 30;
/** Text without markup; what lies behind it is not among the first 240 characters spoken, unless links fill it. */
const ENOUGH_PLAIN_CHARACTERS = 1200;
/** The same when links, secrets and instructions are gone. */
const ENOUGH_SAFE_CHARACTERS = 400;

/** A title is said in every call and redial of its alert, cut anew for each; the rules need not be gone through again. */
const SAID_LATELY = 64;
const LONGEST_REMEMBERED = 1000;
const said = new WeakMap<Lexicon, Recent<string, string>>();

export interface SpeakableOptions {
  /** BCP 47 tag; a language whose words are not known (`SPOKEN_LANGUAGES`) reads as English. */
  language: string;
  /** 140 by default, at most 240, at least 30. */
  maxCharacters?: number;
  /** An organization's own words. Hand the same map again: what was prepared for it is kept with it. */
  pronunciations?: Pronunciations;
  /** The name of a person or an organization: nothing is translated or written out, "Max" stays "Max". */
  name?: true;
}

/** What is taken away; then what is said differently. The order matters: each rule relies on those before it. */
export const REMOVALS = [
  clean,
  stripMarkup,
  shorten,
  nameLinks,
  hideSecrets,
  removePhones,
  removeInstructions,
];
/** Sentence by sentence, since each is in the listener's language or not. */
const READINGS = [
  sayTimes,
  sayAddresses,
  readNotations,
  sayCodes,
  sayQuantities,
  sayOperators,
  translate,
  sayIdentifiers,
  keepAlphabet,
  agree,
];
const FINISH = [removeInstructions, setPauses];

/**
 * Any text → what a person would say: letters, digits, spaces and `.,:'?` only, no markup, links, secrets, telephone
 * numbers or instructions, cut at a sentence. Empty when nothing speakable is left. Never throws.
 */
export function speakable(text: string, options: SpeakableOptions): string {
  const { maxCharacters = DEFAULT_CHARACTERS } = options;
  const limit = Math.min(MAX_CHARACTERS, Math.max(MIN_CHARACTERS, maxCharacters));
  const lexicon = lexiconOf(options);
  return cut(sayLately(text, lexicon), limit, lexicon.phrases.shortened);
}

/** The words of a language, with an organization's own. */
export function lexiconOf({ language, pronunciations, name }: SpeakableOptions): Lexicon {
  const known = LEXICONS[spokenLanguage(language)];
  const lexicon = name === true ? namesOf(known) : known;
  return pronunciations === undefined ? lexicon : lexiconWith(pronunciations, lexicon, say);
}

const NAMES = new WeakMap<Lexicon, Lexicon>();
function namesOf(lexicon: Lexicon): Lexicon {
  const known = NAMES.get(lexicon) ?? {
    ...lexicon,
    words: new Map(),
    glossary: new Map(),
    acronyms: new Set(),
  };
  NAMES.set(lexicon, known);
  return known;
}

function sayLately(text: string, lexicon: Lexicon): string {
  if (text.length > LONGEST_REMEMBERED) return say(text, lexicon);
  const lately = said.get(lexicon) ?? new Recent<string, string>(SAID_LATELY);
  const known = lately.get(text) ?? say(text, lexicon);
  said.set(lexicon, lately);
  lately.set(text, known);
  return known;
}

/** All that is said of a text, however long. */
export function say(text: string, lexicon: Lexicon): string {
  const safe = apply(REMOVALS, text, lexicon);
  const read = runsOf(atWord(safe, ENOUGH_SAFE_CHARACTERS), lexicon).map((run) =>
    apply(READINGS, run.text, run.lexicon),
  );
  return apply(FINISH, read.join(""), lexicon);
}

type Rule = (text: string, lexicon: Lexicon) => string;

function apply(rules: readonly Rule[], text: string, lexicon: Lexicon): string {
  return rules.reduce((current, rule) => rule(current, lexicon), text);
}

function shorten(text: string): string {
  return atWord(text, ENOUGH_PLAIN_CHARACTERS);
}

function atWord(text: string, characters: number): string {
  return text.length <= characters ? text : text.slice(0, characters).replace(/\S{1,60}$/, "");
}
