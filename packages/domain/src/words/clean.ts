import { unmixLetters } from "./alphabet.ts";
import type { Lexicon } from "./lexicon.ts";

const MAX_CHARACTERS = 8000;
/** Of a text in which no markup or escape begins that could be long, so much is looked at. */
const ENOUGH_BARE_CHARACTERS = 1600;
const MARKUP = /[<{&\\]|\[\[/;
/** Most payloads: printable ASCII, nothing to fold. */
const PLAIN = /^[\n\x20-\x7e]*$/;
/** Letters of Europe that NFKC leaves alone, quotation marks and signs of money: nothing to fold either. */
const COMPOSED =
  /^[\n\x20-\x7e\u00ab\u00b0\u00bb\u00c0-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0400-\u045f\u0490\u0491\u2013\u2014\u2018-\u201e€₴]*$/;
const APOSTROPHE = /[’ʼ](?=\p{L})/gu;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["hellip", "..."],
  ["mdash", " - "],
]);
// oxlint-disable-next-line no-control-regex -- terminal sequences begin with this very character
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)?|[@-_])/g;

/** Rule 1: plain text in one form. Cuts, decodes what is escaped, folds digits of all scripts, drops what has no sound. */
export function clean(text: string, lexicon: Lexicon): string {
  const decoded = decodeEntities(decodeEntities(decodeEscapes(headOf(text))));
  if (PLAIN.test(decoded)) return decoded;
  return unmixLetters(
    COMPOSED.test(decoded) ? decoded.replace(APOSTROPHE, "'") : cleanUnicode(decoded, lexicon),
  );
}

function headOf(text: string): string {
  const head = text.slice(0, MAX_CHARACTERS);
  return MARKUP.test(head) ? head : head.slice(0, ENOUGH_BARE_CHARACTERS);
}

function cleanUnicode(text: string, lexicon: Lexicon): string {
  return text
    .toWellFormed()
    .replace(/(\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))/g, "$1,")
    .normalize("NFKC")
    .slice(0, MAX_CHARACTERS)
    .replace(ANSI, " ")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\n]/gu, " ")
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{Cs}\ufe00-\ufe0f\u20e3\u034f]/gu, "")
    .replace(/\p{M}{3,}/gu, "")
    .replace(/\p{Nd}/gu, foldDigit)
    .replace(
      /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/gu,
      (emoji) => ` ${lexicon.emoji.get(emoji) ?? ""} `,
    )
    .replace(APOSTROPHE, "'");
}

/** Literal `\n` and `\u003c` of payloads that were encoded twice. `C:\new` is left alone: a lower-case letter follows. */
function decodeEscapes(text: string): string {
  return text
    .replace(/\\[nrt](?![a-z])/g, "\n")
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function decodeEntities(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return ENTITIES.get(name.toLowerCase()) ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
  });
}

/** A digit of another script as 0–9: Unicode keeps each script's ten digits in a row, zero first (chapter 4.6), so the zero is counted back to. */
function foldDigit(digit: string): string {
  let value = 0;
  const code = digit.codePointAt(0) ?? 0x30;
  if (code < 0x80) return digit;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
