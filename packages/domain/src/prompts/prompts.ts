import { GERMAN_PROMPTS } from "./de.ts";
import { ENGLISH_PROMPTS } from "./en.ts";
import { SPANISH_PROMPTS } from "./es.ts";
import { FRENCH_PROMPTS } from "./fr.ts";
import { ITALIAN_PROMPTS } from "./it.ts";
import { POLISH_PROMPTS } from "./pl.ts";
import { PORTUGUESE_PROMPTS } from "./pt.ts";
import { UKRAINIAN_PROMPTS } from "./uk.ts";
import {
  type FewAlerts,
  PROMPT_LANGUAGES,
  PROMPT_NAMES,
  type PromptLanguage,
  type PromptName,
  type Prompts,
} from "./names.ts";

/** What every recorded prompt says. A changed text needs a new recording: `node apps/speech/scripts/make-prompts.ts`. */
const PROMPTS: Record<PromptLanguage, Prompts> = {
  de: GERMAN_PROMPTS,
  en: ENGLISH_PROMPTS,
  es: SPANISH_PROMPTS,
  fr: FRENCH_PROMPTS,
  it: ITALIAN_PROMPTS,
  pl: POLISH_PROMPTS,
  pt: PORTUGUESE_PROMPTS,
  uk: UKRAINIAN_PROMPTS,
};

export type PromptId = `${PromptLanguage}/${PromptName | FewAlerts}`;

/** The language in which a tag's prompts are said (`uk`, `uk-UA`): English where none are recorded. */
export function promptLanguage(tag: string): PromptLanguage {
  const subtag = tag.toLowerCase().split("-")[0];
  return PROMPT_LANGUAGES.find((known) => known === subtag) ?? "en";
}

/** What a prompt says. */
export function promptWords(language: PromptLanguage, name: PromptName): string {
  return PROMPTS[language][name];
}

/** The noun behind a count of alerts, as it is recorded: "alerts", "сповіщення", "сповіщень". */
export function alertsPrompt(language: PromptLanguage, count: number): { id: PromptId; words: string } {
  const few = PROMPTS[language]["alerts-few"];
  const isFew = few !== undefined && new Intl.PluralRules(language).select(count) === "few";
  return isFew
    ? { id: `${language}/alerts-few`, words: few }
    : { id: `${language}/alerts`, words: promptWords(language, "alerts") };
}

/** The prompt that says a count of 0 to 20, or `null` beyond what is recorded. */
export function countPrompt(count: number): Extract<PromptName, `${number}`> | null {
  return COUNTS.find((name) => name === String(count)) ?? null;
}

const COUNTS = PROMPT_NAMES.filter((name): name is Extract<PromptName, `${number}`> => /^\d+$/.test(name));

/** All texts of a language by their ids, for whoever records them. */
export function promptTexts(language: PromptLanguage): [id: string, words: string][] {
  return Object.entries(PROMPTS[language]).map(([name, words]) => [`${language}/${name}`, words]);
}
