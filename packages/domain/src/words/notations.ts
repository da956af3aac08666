import type { Lexicon } from "./lexicon.ts";

const SEVERAL_DOTS = /(?<![\w.,:-])-?\d{1,3}(?:\.\d{3}){2,}(?![\w]|[.,]\d)/g;
const DOTS_THEN_COMMA = /(?<![\w.,])-?\d{1,3}(?:\.\d{3})+,\d{1,6}(?![\w]*\d|[.,]\d)/g;
const SPACED = /(?<![\w.,:-]|\d )\d{1,3}(?:[ '’]\d{3}){2,}(?! ?\d)/g;
/** Not three digits: those are a thousand in tools' English, except behind a zero. */
const COMMA =
  /(?<![\w.,:])(-?\d{1,15}),(\d{1,2}|\d{4,8})(?!\d|[.,]\d)|(?<![\w.,:])(-?0),(\d{3})(?!\d|[.,]\d)/g;
const COMMA_AND_UNIT = /(?<![\w.,:])(-?\d{1,15}),(\d{1,2})(?=\s?%|(?:n|m|u|μ)?s\b|(?:min|h|[KMGT]i?B)\b)/g;

/**
 * Before rule 8: numbers in the notation of any country become `1234567.8`. One group of three is a thousand behind a
 * comma (`1,234`) and a fraction behind a dot (`1.234`) everywhere: so tools write, whose texts these are.
 */
export function readNotations(text: string, { decimalComma }: Lexicon): string {
  if (!/\d[.,'’ ]\d/.test(text)) return text;
  const read = text
    .replace(DOTS_THEN_COMMA, (number) => number.replaceAll(".", "").replace(",", "."))
    .replace(SPACED, (number) => number.replace(/\D/g, ""));
  if (!decimalComma) return read.replace(COMMA_AND_UNIT, "$1.$2");
  return read
    .replace(SEVERAL_DOTS, (number) => number.replaceAll(".", ""))
    .replace(
      COMMA,
      (_, whole?: string, part?: string, zero?: string, thousandths?: string) =>
        `${whole ?? zero ?? ""}.${part ?? thousandths ?? ""}`,
    );
}
