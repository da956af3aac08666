import type { Lexicon, Unit } from "./lexicon.ts";

const LONG = 7;
const FRACTION_DIGITS = 2;

/** A written number as it is spoken: `2.5` → "2 point 5", `1500000` → "1 point 5 million", `-4` → "minus 4". */
export function sayNumber(value: number, lexicon: Lexicon): string {
  const { phrases, scales, language } = lexicon;
  const size = Math.abs(value);
  const scale = scales.find((candidate) => size >= candidate.value);
  const scaled = scale === undefined ? size : size / scale.value;
  const digits = scale === undefined ? FRACTION_DIGITS : 1;
  const rounded = Number(scaled.toFixed(digits));
  const [whole = "0", fraction = ""] = String(rounded).split(".");
  return [
    ...(value < 0 ? [phrases.minus] : []),
    sayDecimal(whole, fraction, lexicon),
    ...(scale === undefined ? [] : [pluralOf(scale.unit, rounded, language)]),
  ].join(" ");
}

function sayDecimal(whole: string, fraction: string, { phrases }: Lexicon): string {
  if (whole.length >= LONG) return phrases.numberEnding(Array.from(whole.slice(-3)).join(" "));
  return fraction === "" ? whole : phrases.decimal(whole, fraction);
}

/** The form of a unit for a number: "1 second", "2 seconds", "2 point 5 seconds" (CLDR plural rules). */
export function pluralOf(unit: Unit, value: number, language: string): string {
  return unit[pluralRules(language).select(Math.abs(value))] ?? unit.other;
}

/** One object a language: making it costs far more than using it. */
const RULES = new Map<string, Intl.PluralRules>();
function pluralRules(language: string): Intl.PluralRules {
  const known = RULES.get(language);
  if (known !== undefined) return known;
  const rules = new Intl.PluralRules(language);
  RULES.set(language, rules);
  return rules;
}

/** Reads `1,234.5`, `2.5e+06`, `-3`. */
export function readNumber(text: string): number {
  return Number(text.replaceAll(",", ""));
}
