import type { Lexicon } from "./lexicon.ts";

/** Rule 5: what tells the listener to press a key or to dial is removed; only our own recorded menu may say it. */
export function removeInstructions(text: string, { instructions }: Lexicon): string {
  return instructions.reduce((current, pattern) => current.replace(pattern, " "), text);
}
