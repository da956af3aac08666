import type { Lexicon } from "./lexicon.ts";

/** Where a phrase stands: `start` of a sentence, `inside` one (after "on", "see" …), or `loose` behind something unrelated. */
export type Place = "start" | "inside" | "loose";

export function placeOf(text: string, offset: number, lexicon: Lexicon): Place {
  const before = text.slice(Math.max(0, offset - 40), offset).trimEnd();
  if (before === "" || /[.!?:;\n]$/.test(before)) return "start";
  if (/[,([{=>]$/.test(before)) return "inside";
  const word = /[\p{L}]+$/u.exec(before)?.[0].toLowerCase();
  return word !== undefined && lexicon.leadIns.has(word) ? "inside" : "loose";
}

/** Characters one by one, so that a voice spells them: `6c5` → "6 C 5", in Ukrainian "6 сі 5". */
export function spell(characters: string, { letters }: Lexicon): string {
  return Array.from(
    characters,
    (character) => letters.get(character.toLowerCase()) ?? character.toUpperCase(),
  ).join(" ");
}
