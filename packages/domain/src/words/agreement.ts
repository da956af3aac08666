import type { Gender, Lexicon } from "./lexicon.ts";
import { gendersOf } from "./unit-symbols.ts";

const COUNTED = /(?<![\p{L}\d.,:])(\d{1,6}) (\p{L}+)/gu;
const GENDERS = new Map<string, ReadonlyMap<string, Gender>>();

/** After rule 8: a voice reads digits as masculine; "1 секунда" becomes "одна секунда", "2 години" "дві години". */
export function agree(text: string, lexicon: Lexicon): string {
  const genders = GENDERS.get(lexicon.language) ?? gendersOf(lexicon.units);
  GENDERS.set(lexicon.language, genders);
  if (genders.size === 0) return text;
  return text.replace(COUNTED, (whole, digits: string, noun: string) => {
    const gender = genders.get(noun.toLowerCase());
    const numeral = gender === undefined ? undefined : lexicon.numeral(Number(digits), gender);
    return numeral === undefined ? whole : `${numeral} ${noun}`;
  });
}
