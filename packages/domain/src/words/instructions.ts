import { INSTRUCTIONS as GERMAN } from "./de/instructions.ts";
import { INSTRUCTIONS as ENGLISH } from "./en/instructions.ts";
import { INSTRUCTIONS as SPANISH } from "./es/instructions.ts";
import { INSTRUCTIONS as FRENCH } from "./fr/instructions.ts";
import { instructionPatterns, instructionVerbs } from "./instruction-words.ts";
import { INSTRUCTIONS as ITALIAN } from "./it/instructions.ts";
import { INSTRUCTIONS as POLISH } from "./pl/instructions.ts";
import { INSTRUCTIONS as PORTUGUESE } from "./pt/instructions.ts";
import { INSTRUCTIONS as UKRAINIAN } from "./uk/instructions.ts";

const LANGUAGES = [ENGLISH, UKRAINIAN, GERMAN, POLISH, SPANISH, FRENCH, ITALIAN, PORTUGUESE];
const PATTERNS = instructionPatterns(LANGUAGES);
/** Most texts have none of the verbs: one look instead of four. */
const VERBS = instructionVerbs(LANGUAGES);

/** Rule 5: what tells the listener to press a key or to dial is removed; only our own recorded menu may say it. */
export function removeInstructions(text: string): string {
  if (!VERBS.test(text)) return text;
  return PATTERNS.reduce((current, pattern) => current.replace(pattern, " "), text);
}
