import {
  ANGLE,
  ARN,
  AT,
  BACKTICK,
  BEYOND_ASCII,
  BRACE,
  BRACKET,
  CREDENTIAL,
  CONTROL,
  DASH,
  DOLLAR,
  LINK,
  HASH,
  HEX,
  PERCENT,
  SECRET,
  SHORTCODE,
  STAR,
  TILDE,
  UNDERSCORE,
} from "./text-marks.ts";

/**
 * What is replaced, by what, and the marks without one of which the step finds nothing. Every expression is linear: no
 * nested or overlapping repetition.
 */
export interface Step {
  pattern: RegExp;
  by: string | ((found: string) => string);
  marks: number;
}

const step = (pattern: RegExp, by: Step["by"], marks: number): Step => ({ pattern, by, marks });

/** HTML and chat markup to plain words. */
export const MARKUP: readonly Step[] = [
  step(/<(?:br|\/p|\/li|\/div|\/tr|\/h[1-6])\b[^<>]{0,200}>/gi, "\n", ANGLE),
  step(/<(https?:[^<>|\s]{1,1000})\|([^<>]{1,300})>/g, "$2", ANGLE),
  step(/<(https?:[^<>\s]{1,1000})>/g, "$1", ANGLE),
  step(/<[@#!][^<>]{1,100}>/g, "", ANGLE),
  step(/<\/?[a-z][^<>]{0,500}>/gi, " ", ANGLE),
  step(/!?\[([^[\]]{1,300})\]\((?:https?:|\/|mailto:)[^()\s]{0,1000}\)/g, "$1", BRACKET),
  step(/^\s{0,3}(?:#{1,6}|>)\s/gm, "", HASH | ANGLE),
  step(/`{1,3}/g, "", BACKTICK),
  step(/(\*\*|__|~~)(?=\S)([^*_~\n]{1,300})\1/g, "$2", STAR | UNDERSCORE | TILDE),
  step(
    /(^|[\s([:])([*_~])(?=[^\s*_~])([^*_~\n]{0,300})\2(?=$|[\s)\].,:;!?])/gm,
    "$1$3",
    STAR | UNDERSCORE | TILDE,
  ),
];

/** Template macros that were never filled in. */
export const MACROS: readonly Step[] = [
  step(/\{\{[^{}]{0,200}\}\}/g, "", BRACE),
  step(/\{%[^{}]{0,200}%\}/g, "", BRACE),
  step(/<%[^<>]{0,200}%>/g, "", PERCENT),
  step(/#\{[^{}]{0,200}\}/g, "", BRACE),
  step(/%\([A-Za-z_]{1,60}\)[sdr]/g, "", PERCENT),
  step(/\$\$[A-Z][A-Z0-9_]{2,60}\$\$/g, "", DOLLAR),
  step(/\{\d{1,2}\}/g, "", BRACE),
  step(/\$\{[^{}]{0,200}\}/g, "", DOLLAR),
  step(/\$[A-Z][A-Z0-9_]{2,60}\b/g, "", DOLLAR),
  step(/@@[A-Z_]{1,60}@@/g, "", AT),
  step(/##[A-Z_.]{1,60}##/g, "", HASH),
  step(/\{[A-Z][A-Z_.]{1,60}\}/g, "", BRACE),
  step(/%[A-Z][A-Z_]{2,60}%/g, "", PERCENT),
  step(/(^|\s)\*[a-z]+[A-Z][A-Za-z]{1,40}\*(?=\s|$)/g, "$1", STAR),
];

/** A JSON web token has dots; `eyJ` alone may be a word of base64. */
const withoutToken = (found: string): string => (/^eyJ[\w-]{8,}\.[\w-]/.test(found) ? "" : found);

/** Secrets and what nobody can listen to. An ARN keeps its last part, a link its host. */
export const UNSPEAKABLE: readonly Step[] = [
  step(/\beyJ[\w.-]{8,}/g, withoutToken, SECRET),
  step(
    /\b(?:token|api[_-]?key|secret|password|passwd|authorization)\s{0,3}[=:]\s{0,3}\S{1,500}/gi,
    "",
    CREDENTIAL,
  ),
  step(/\/\/[^\s/@:]{1,100}:[^\s/@]{1,200}@/g, "//", AT),
  step(/\bBearer\s{1,3}[\w.~+/=-]{8,2000}/gi, "", SECRET),
  step(
    /\b(?:xox[abprs]-|gh[pousr]_|sk_live_|sk_test_|AKIA|AIza|glpat-)[\w-]{8,200}/g,
    "",
    DASH | UNDERSCORE | SECRET,
  ),
  step(
    /\barn:[\w-]{1,20}:[^\s:]{0,40}:[^\s:]{0,40}:\d{0,12}:(?:[^\s:]{1,100}:)?([^\s:,]{1,200})/g,
    "$1",
    ARN,
  ),
  step(/\b(?=\w{0,60}\d)[A-Fa-f0-9]{32,200}\b/g, "", HEX),
  step(/\bhttps?:\/\/(?:[^\s/@]{1,200}@)?([^\s/?#:"'<>)\]]{1,253})[^\s"'<>)\]]{0,1500}/gi, "$1", LINK),
  step(
    /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u{FE0F}|\u{200D}|[\u{E0020}-\u{E007F}]/gu,
    "",
    BEYOND_ASCII,
  ),
  step(/:(?:[a-z][a-z0-9]{0,30}_[a-z0-9_]{1,40}|[a-z]{2,20}):(?=[^\w:]|$)/g, "", SHORTCODE),
  step(/(^|\s)@[A-Za-z][\w.-]{1,60}(?=\s|$)/g, "$1", AT),
  step(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, " ", CONTROL | BEYOND_ASCII),
];
