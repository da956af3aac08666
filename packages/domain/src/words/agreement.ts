import type { Lexicon, Unit } from "./lexicon.ts";

const COUNTED = /(?<![\p{L}\d.,:])(\d{1,6}) (\p{L}[\p{L}']*)/gu;
const FORMS = new Map<string, ReadonlyMap<string, Unit>>();

/** After rule 8: a voice reads digits in one gender; "1 секунда" becomes "одна секунда", "2 години" "дві години". */
export function agree(text: string, lexicon: Lexicon): string {
  const forms = FORMS.get(lexicon.language) ?? formsOf(lexicon.units);
  FORMS.set(lexicon.language, forms);
  return text.replace(COUNTED, (whole, digits: string, noun: string) => {
    const unit = forms.get(noun);
    const numeral = unit === undefined ? undefined : lexicon.numeral(Number(digits), unit, noun);
    return numeral === undefined ? whole : `${numeral} ${noun}`;
  });
}

function formsOf(units: ReadonlyMap<string, Unit>): ReadonlyMap<string, Unit> {
  const forms = [...units.values()].flatMap((unit) => {
    const { one, two, few, many, accusative, other } = unit;
    return [one, two, few, many, accusative, other].map((form) => [form?.split(" ")[0] ?? "", unit] as const);
  });
  return new Map(forms);
}
