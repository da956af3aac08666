import { spell } from "./context.ts";
import type { Lexicon } from "./lexicon.ts";

const TOKEN = /[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_'’]|[-./\\:@#+](?=[\p{L}\p{N}_]))*|\/(?:[\w.-]+\/)+[\w.-]+/gu;
const TOP_LEVEL = new Set(["com", "net", "org", "io", "local", "internal", "lan", "cloud"]);
const SPELLABLE = /^(?:[a-z]+|[а-яіїєґ]+)$/;
const VOWEL = /[aeiouyаеєиіїоуюя]/;
const MAX_PATH_PARTS = 3;
const SPELL_DIGITS_FROM = 5;

/** Rule 10: identifiers are split where a reader would pause, acronyms spelled, abbreviations expanded. */
export function sayIdentifiers(text: string, lexicon: Lexicon): string {
  return text.replace(
    TOKEN,
    (token) =>
      lexicon.words.get(token.toLowerCase()) ??
      (isPlain(token) ? sayWord(token, false, lexicon) : sayParts(token, lexicon)),
  );
}

/** One word or number without inner marks, edges or capitals. */
function isPlain(token: string): boolean {
  return /^(?:\p{Lu}?[\p{Ll}\p{Lo}\p{M}'’]+|\p{Lu}+|\d{1,4}|\d+(?:st|nd|rd|th))$/u.test(token);
}

function sayParts(token: string, lexicon: Lexicon): string {
  const labels = token.split(/[-_./\\:@#+]+/).filter((label) => label !== "");
  const named =
    labels.length > 2 && token.includes(".") && TOP_LEVEL.has(labels.at(-1)?.toLowerCase() ?? "")
      ? labels.slice(0, -1)
      : labels;
  const short = token.startsWith("/") && named.length > MAX_PATH_PARTS ? named.slice(-2) : named;
  return short
    .map((label) => lexicon.words.get(label.toLowerCase()) ?? sayLabel(label, labels.length > 1, lexicon))
    .join(" ");
}

/** Cuts `HTTPServer2` at case and digit edges: HTTP, Server, 2. */
function sayLabel(label: string, joined: boolean, lexicon: Lexicon): string {
  const parts = label
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/(\p{L})(\d)/gu, "$1 $2")
    .replace(/(\d)(\p{L})/gu, "$1 $2")
    .split(" ");
  return parts.map((part) => sayWord(part, joined || parts.length > 1, lexicon)).join(" ");
}

function sayWord(word: string, inIdentifier: boolean, lexicon: Lexicon): string {
  if (/^\d+$/.test(word)) return sayDigits(word, inIdentifier, lexicon);
  const lower = word.toLowerCase();
  const known = lexicon.words.get(lower);
  if (known !== undefined) return known;
  if (isSpelled(word, lower, inIdentifier, lexicon)) return spell(word, lexicon);
  return word.length > 1 && word === word.toUpperCase() ? lower : word;
}

/** A word that is spelled though nobody listed it: an organization may know how it is said. */
export function isSpelledWord(word: string, lexicon: Lexicon): boolean {
  const lower = word.toLowerCase();
  return !lexicon.acronyms.has(lower) && !lexicon.words.has(lower) && isSpelled(word, lower, false, lexicon);
}

function isSpelled(word: string, lower: string, inIdentifier: boolean, lexicon: Lexicon): boolean {
  if (word.length === 1) return /[a-z]/.test(lower) && !lexicon.alphabet.includes(lower);
  if (word.length > 6 || !SPELLABLE.test(lower)) return false;
  if (lexicon.acronyms.has(lower) || (inIdentifier && lexicon.acronymsInIdentifiers.has(lower))) return true;
  if (!VOWEL.test(lower)) return word.length < 6;
  return /^[A-Z]{2,3}$/.test(word) && !lexicon.shortWords.has(lower);
}

function sayDigits(digits: string, inIdentifier: boolean, { phrases }: Lexicon): string {
  if (digits.length >= 7) return phrases.numberEnding(Array.from(digits.slice(-3)).join(" "));
  if (digits.length > 1 && (digits.startsWith("0") || (inIdentifier && digits.length >= SPELL_DIGITS_FROM)))
    return Array.from(digits).join(" ");
  return digits;
}
