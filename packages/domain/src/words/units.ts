import type { Lexicon, Unit } from "./lexicon.ts";
import { pluralOf, readNumber, sayNumber } from "./numbers.ts";

const NUMBER = String.raw`(?<![\w.,:/-])(-?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?)`;
const PATTERNS = new Map<string, RegExp>();

/** Longest units first; a unit of one letter must touch its number (`5 s` could be anything). */
function patternOf({ language, units, decimalComma }: Lexicon): RegExp {
  const known = PATTERNS.get(language);
  if (known !== undefined) return known;
  const names = [...units.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll("$", "\\$"));
  // A space before `s` is usual where numbers have commas.
  const apart = decimalComma ? /[^\p{L}]|^[shсВ]$/u : /[^\p{L}]/u;
  const long = names.filter((unit) => unit.length > 1 || apart.test(unit)).join("|");
  const pattern = new RegExp(
    String.raw`${NUMBER}(?:\s?(${long})|(${names.join("|")}))?(?:\/(s|sec|second|min|minute|m|h|hour|d|day))?(?![\p{L}\d_]|\.\d|,\d|:\d)`,
    "gu",
  );
  PATTERNS.set(language, pattern);
  return pattern;
}

/** Rule 8, quantities: `2.5s` → "2 point 5 seconds", `1h30m` → "1 hour 30 minutes", `120MB/s` → "120 megabytes per second". */
export function sayQuantities(text: string, lexicon: Lexicon): string {
  return text
    .replace(/(\d[dhm])(?=\d{1,4}(?:\.\d{1,6})?(?:d|h|m|s|ms)\b)/g, "$1 ")
    .replace(/(\d\s?[A-Za-z%°]{0,3})\s?\/\s?(?=\d)/g, `$1 ${lexicon.phrases.of} `)
    .replace(
      /(?<=\p{L})\/(s|sec|min|h|с|сек|хв|год|godz|Std|Min)(?![\p{L}\d/.])/gu,
      (_, per: string) => ` ${rateOf(per, lexicon)}`,
    )
    .replace(
      /(?<![\w.,:/-])(\d{1,6}(?:\.\d{1,3})?)[kK] (?=(\p{L}+))/gu,
      (whole, amount: string, noun: string) =>
        lexicon.units.has(noun) ? `${Math.round(Number(amount) * 1000)} ` : whole,
    )
    .replace(/([$€£₴])\s?(\d[\d,.]*\d|\d)/g, (_, sign: string, amount: string) => `${amount}${sign}`)
    .replace(
      patternOf(lexicon),
      (whole, number: string, spaced: string | undefined, touching: string | undefined, ...more: Rest) => {
        const [per, offset, source] = more;
        const unit = spaced ?? touching;
        const value = readNumber(number);
        if (!Number.isFinite(value)) return whole;
        if (unit === undefined && per === undefined) return bare(number, value, lexicon);
        const rate = per === undefined ? "" : ` ${rateOf(per, lexicon)}`;
        return unit === undefined
          ? `${bare(number, value, lexicon)}${rate}`
          : `${quantity(value, unit, lexicon, caseAt(source, offset, lexicon))}${rate}`;
      },
    );
}

/** By the first letter of the period, of Ukrainian ones too. */
const PERIODS: ReadonlyMap<string, "s" | "m" | "h" | "d"> = new Map([
  ["s", "s"],
  ["с", "s"],
  ["m", "m"],
  ["M", "m"],
  ["х", "m"],
  ["h", "h"],
  ["г", "h"],
  ["g", "h"],
  ["S", "h"],
  ["d", "d"],
]);

function rateOf(per: string, { phrases }: Lexicon): string {
  return phrases.per[PERIODS.get(per[0] ?? "") ?? "s"];
}

type Rest = [per: string | undefined, offset: number, source: string];
type Case = "genitive" | "accusative" | undefined;

/** By the word before the quantity. */
function caseAt(text: string, offset: number, { cases }: Lexicon): Case {
  if (cases.size === 0) return undefined;
  const word = /(\p{L}+)\s*$/u.exec(text.slice(Math.max(0, offset - 16), offset))?.[1];
  return word === undefined ? undefined : cases.get(word.toLowerCase());
}

function formOf(unit: Unit, value: number, kind: Case, language: string): string {
  if (kind === "genitive" && Number.isInteger(value))
    return value === 1 ? unit.other : (unit.many ?? unit.other);
  if (kind === "accusative" && value === 1 && unit.accusative !== undefined) return unit.accusative;
  return pluralOf(unit, value, language);
}

function quantity(value: number, name: string, lexicon: Lexicon, kind: Case): string {
  const unit = lexicon.units.get(name) ?? { other: name };
  if (name === "B" || name === "bytes") {
    const scale = lexicon.byteScales.find((candidate) => Math.abs(value) >= candidate.value);
    if (scale !== undefined) return scaledBytes(value / scale.value, scale.unit, lexicon, kind);
  }
  return `${sayNumber(value, lexicon)} ${formOf(unit, value, kind, lexicon.language)}`;
}

function scaledBytes(value: number, unit: Unit, lexicon: Lexicon, kind: Case): string {
  const rounded = Number(value.toFixed(1));
  return `${sayNumber(rounded, lexicon)} ${formOf(unit, rounded, kind, lexicon.language)}`;
}

/** A number without unit: years, ports and counts stay digits; a leading zero is spelled; long runs are identifiers. */
function bare(written: string, value: number, lexicon: Lexicon): string {
  if (/^0\d/.test(written))
    return written.length > 6
      ? lexicon.phrases.numberEnding(Array.from(written.slice(-3)).join(" "))
      : Array.from(written).join(" ");
  if (/^\d{7,}$/.test(written)) return lexicon.phrases.numberEnding(Array.from(written.slice(-3)).join(" "));
  return sayNumber(value, lexicon);
}
