import type { Lexicon } from "./lexicon.ts";

const SEVERAL_DOTS = /(?<![\w.,:-])-?\d{1,3}(?:\.\d{3}){2,}(?![\w]|[.,]\d)/g;
const DOTS_THEN_COMMA = /(?<![\w.,])-?\d{1,3}(?:\.\d{3})+,\d{1,6}(?![\w]*\d|[.,]\d)/g;
const SPACED = /(?<![\w.,:-]|\d )\d{1,3}(?:[ '’]\d{3}){2,}(?! ?\d)/g;
/** One group behind a space only where a word follows: `12 345 запитів`, but `ports 80 443`. */
const SPACED_ONCE = /(?<![\w.,:-]|\d )([1-9]\d{0,2}) (\d{3})(?=\s?(?:[₴€$£]|\p{L}))/gu;
/** Not three digits: those are a thousand in tools' English, except behind a zero. */
const COMMA =
  /(?<![\w.,:])(-?\d{1,15}),(\d{1,2}|\d{4,8})(?!\d|[.,]\d)|(?<![\w.,:])(-?0),(\d{3})(?!\d|[.,]\d)/g;
const COMMA_AND_UNIT = /(?<![\w.,:])(-?\d{1,15}),(\d{1,2})(?=\s?%|(?:n|m|u|μ)?s\b|(?:min|h|[KMGT]i?B)\b)/g;

/**
 * Before rule 8: numbers in the notation of any country become `1,234,567.8`. One group of three is a thousand behind a
 * comma (`1,234`) and a fraction behind a dot (`1.234`) everywhere: so tools write, whose texts these are.
 */
export function readNotations(text: string, { decimalComma }: Lexicon): string {
  if (!/\d[.,'’ ]\d/.test(text)) return text;
  const decimals = text
    .replace(DOTS_THEN_COMMA, (number) => number.replace(",", "#").replaceAll(".", ",").replace("#", "."))
    .replace(decimalComma ? COMMA : COMMA_AND_UNIT, asDecimal)
    .replace(SPACED, (number) => number.replace(/\D/g, ","));
  if (!decimalComma) return decimals;
  return decimals
    .replace(SEVERAL_DOTS, (number) => number.replaceAll(".", ","))
    .replace(SPACED_ONCE, "$1,$2");
}

function asDecimal(
  _: string,
  whole: string | undefined,
  part: string | undefined,
  ...more: unknown[]
): string {
  const [zero, thousandths] = more;
  if (whole !== undefined && part !== undefined) return `${whole}.${part}`;
  return `${String(zero)}.${String(thousandths)}`;
}
