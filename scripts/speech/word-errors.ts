/** Words as they are compared: lower case, letters, digits and apostrophes. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{Nd}']+/gu) ?? [];
}

/** Words that were wrong, missing or too many (Levenshtein). */
export function wordErrors(said: readonly string[], understood: readonly string[]): number {
  let before = Array.from({ length: understood.length + 1 }, (_, count) => count);
  for (const [row, word] of said.entries()) {
    const here = [row + 1];
    for (const [column, other] of understood.entries())
      here.push(
        Math.min(
          (before[column] ?? 0) + (word === other ? 0 : 1),
          (before[column + 1] ?? 0) + 1,
          (here[column] ?? 0) + 1,
        ),
      );
    before = here;
  }
  return before.at(-1) ?? 0;
}
