/** How the product's own name is written for voices that would get it wrong. */
const SPELLINGS: readonly [RegExp, string][] = [[/\bCallPing\b/gi, "Call Ping"]];

/** Words as a voice should read them. */
export function pronounce(words: string): string {
  return SPELLINGS.reduce((text, [pattern, spelling]) => text.replace(pattern, spelling), words);
}

/** The same for Pico, which obeys tags (`<play file=…>`, `<speed …>`): nothing that could open one gets through, whoever sent it. */
export function forPico(words: string): string {
  return pronounce(words.replace(/[<>\\[\]{}\p{Cc}]/gu, " "));
}
