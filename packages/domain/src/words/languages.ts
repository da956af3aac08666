import { GERMAN } from "./de/lexicon.ts";
import { ENGLISH } from "./en/lexicon.ts";
import { SPANISH } from "./es/lexicon.ts";
import { FRENCH } from "./fr/lexicon.ts";
import { ITALIAN } from "./it/lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import { POLISH } from "./pl/lexicon.ts";
import { PORTUGUESE } from "./pt/lexicon.ts";
import { UKRAINIAN } from "./uk/lexicon.ts";

/** Languages whose words are known, by BCP 47's language subtag. */
export const SPOKEN_LANGUAGES = ["en", "uk", "de", "pl", "es", "fr", "pt", "it"] as const;
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number];

export const LEXICONS: Record<SpokenLanguage, Lexicon> = {
  en: ENGLISH,
  uk: UKRAINIAN,
  de: GERMAN,
  pl: POLISH,
  es: SPANISH,
  fr: FRENCH,
  pt: PORTUGUESE,
  it: ITALIAN,
};

/** The language in which words are made for a tag (`uk`, `uk-UA`): English for what is not known. */
export function spokenLanguage(tag: string): SpokenLanguage {
  const subtag = tag.toLowerCase().split("-")[0];
  return SPOKEN_LANGUAGES.find((known) => known === subtag) ?? "en";
}
