import { Recent } from "../recent.ts";
import { sayAddresses } from "./addresses.ts";
import { clean } from "./clean.ts";
import { sayCodes } from "./codes.ts";
import { cut } from "./cut.ts";
import { ENGLISH } from "./en/lexicon.ts";
import { sayIdentifiers } from "./identifiers.ts";
import { removeInstructions } from "./instructions.ts";
import type { Lexicon } from "./lexicon.ts";
import { nameLinks } from "./links.ts";
import { stripMarkup } from "./markup.ts";
import { sayOperators } from "./operators.ts";
import { setPauses } from "./pauses.ts";
import { removePhones } from "./phones.ts";
import { hideSecrets } from "./secrets.ts";
import { sayTimes } from "./times.ts";
import { sayQuantities } from "./units.ts";

/** Languages whose words are known. */
export const SPOKEN_LANGUAGES = ["en"] as const;
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];

const LEXICONS: Record<SpokenLanguage, Lexicon> = { en: ENGLISH };

/** About 12 seconds of speech. */
export const DEFAULT_CHARACTERS = 140;
export const MAX_CHARACTERS = 240;
const MIN_CHARACTERS = 30;
/** Text without markup; what lies behind it is not among the first 240 characters spoken, unless links fill it. */
const ENOUGH_PLAIN_CHARACTERS = 2400;
/** The same when links, secrets and instructions are gone. */
const ENOUGH_SAFE_CHARACTERS = 800;

/** A title is said in every call and redial of its alert, cut anew for each; the rules need not be gone through again. */
const SAID_LATELY = 64;
const LONGEST_REMEMBERED = 1000;
const said = new Recent<string, string>(SAID_LATELY);

export interface SpeakableOptions {
  language: SpokenLanguage;
  /** 140 by default, at most 240, at least 30. */
  maxCharacters?: number;
}

/** What is taken away; then what is said differently. The order matters: each rule relies on those before it. */
const REMOVALS = [clean, stripMarkup, shorten, nameLinks, hideSecrets, removePhones, removeInstructions];
const READINGS = [
  sayTimes,
  sayAddresses,
  sayCodes,
  sayQuantities,
  sayOperators,
  sayIdentifiers,
  removeInstructions,
  setPauses,
];

/**
 * Any text → what a person would say: letters, digits, spaces and `.,:'?` only, no markup, links, secrets, telephone
 * numbers or instructions, cut at a sentence. Empty when nothing speakable is left. Never throws.
 */
export function speakable(
  text: string,
  { language, maxCharacters = DEFAULT_CHARACTERS }: SpeakableOptions,
): string {
  const limit = Math.min(MAX_CHARACTERS, Math.max(MIN_CHARACTERS, maxCharacters));
  return cut(sayLately(text, language), limit, LEXICONS[language].phrases.shortened);
}

function sayLately(text: string, language: SpokenLanguage): string {
  if (text.length > LONGEST_REMEMBERED) return say(text, LEXICONS[language]);
  const key = `${language} ${text}`;
  const known = said.get(key) ?? say(text, LEXICONS[language]);
  said.set(key, known);
  return known;
}

function say(text: string, lexicon: Lexicon): string {
  const safe = REMOVALS.reduce((current, rule) => rule(current, lexicon), text);
  return READINGS.reduce((current, rule) => rule(current, lexicon), atWord(safe, ENOUGH_SAFE_CHARACTERS));
}

function shorten(text: string): string {
  return atWord(text, ENOUGH_PLAIN_CHARACTERS);
}

function atWord(text: string, characters: number): string {
  return text.length <= characters ? text : text.slice(0, characters).replace(/\S{1,60}$/, "");
}
