import type { Lexicon, Unit } from "./lexicon.ts";

interface Agreement {
  /** Digits and the noun behind them, but not the fraction of "2 кома 1 гігабайта". */
  counted: RegExp;
  units: ReadonlyMap<string, Unit>;
}

const KNOWN = new Map<string, Agreement>();

/** After rule 8: a voice reads digits in one gender; "1 секунда" becomes "одна секунда", "2 години" "дві години". */
export function agree(text: string, lexicon: Lexicon): string {
  const { counted, units } = KNOWN.get(lexicon.language) ?? agreementOf(lexicon);
  return text.replace(counted, (whole, digits: string, noun: string, offset: number) => {
    const unit = units.get(noun);
    if (unit === undefined) return whole;
    const before = /(\p{L}+) $/u.exec(text.slice(Math.max(0, offset - 12), offset))?.[1] ?? "";
    const numeral = lexicon.numeral(Number(digits), unit, noun, before.toLowerCase());
    return numeral === undefined ? whole : `${numeral}${numeral.endsWith("'") ? "" : " "}${noun}`;
  });
}

function agreementOf({ language, units, phrases }: Lexicon): Agreement {
  const [, mark = ""] = phrases.decimal("1", "1").split(" ");
  const forms = [...units.values()].flatMap((unit) => {
    const { one, two, few, many, accusative, other } = unit;
    return [one, two, few, many, accusative, other].map((form) => [form?.split(" ")[0] ?? "", unit] as const);
  });
  const made = {
    counted: new RegExp(
      String.raw`(?<![\p{L}\d.,:]|(?:${mark}|${phrases.version}) )(\d{1,6}) (\p{L}[\p{L}']*)`,
      "gu",
    ),
    units: new Map(forms),
  };
  KNOWN.set(language, made);
  return made;
}
