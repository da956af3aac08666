import { TRANSLATIONS } from "./code-translations.ts";
import { PROMPTS } from "./prompts.ts";

/** Languages that code calls are recorded in. A number of another language hears English. */
export const CODE_LANGUAGES = ["en", "de", "es", "fr", "it", "pl", "pt", "uk"] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** The prompts that a code call is made of; the file of one is `<language>/<name>`. */
export const CODE_PROMPT_NAMES = [
  "callping",
  "0",
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "code-verify",
  "code-stop",
  "code-return",
  "code-again",
  "code-menu",
  "agree-ask",
  "agree-menu",
  "agreed",
  "refused",
  "opt-out-confirm",
  "opted-out",
  "help",
  "wrong-key",
  "not-recorded",
  "goodbye",
] as const;
export type CodePrompt = (typeof CODE_PROMPT_NAMES)[number];

/** The language in which a number's code call speaks. */
export function codeLanguage(language: string): CodeLanguage {
  return CODE_LANGUAGES.find((known) => known === language) ?? "en";
}

/** What a prompt of a code call says. */
export function codePromptWords(language: CodeLanguage, name: CodePrompt): string {
  return language === "en" ? PROMPTS[`en/${name}`] : TRANSLATIONS[language][name];
}
