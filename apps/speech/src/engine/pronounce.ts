/** How Pico is told to say what it would get wrong. */
const SPELLINGS: readonly [RegExp, string][] = [[/\bCallPing\b/gi, "Call Ping"]];

/**
 * Words as Pico should read them. Pico obeys tags (`<play file=…>`, `<speed …>`), so nothing that could open one
 * gets through, whoever sent it.
 */
export function forPico(words: string): string {
  const safe = words.replace(/[<>\\[\]{}\p{Cc}]/gu, " ");
  return SPELLINGS.reduce((text, [pattern, spelling]) => text.replace(pattern, spelling), safe);
}
