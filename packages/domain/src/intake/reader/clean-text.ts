/** Enough for any title and message, and a bound for every expression below. */
const MAX_INPUT = 6000;

const MIN_LETTERS_BESIDE_MACROS = 6;

/** Placeholders that tools send when they have no value. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  "string|np|none|null|(null)|undefined|not available|n/a|nan|unknown|no description|no summary|[object object]".split(
    "|",
  ),
);

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&apos;": "'",
  "&nbsp;": " ",
  "&amp;": "&",
};

type Step = readonly [RegExp, string];

/** HTML and chat markup to plain words. Every expression is linear: no nested or overlapping repetition. */
const MARKUP: readonly Step[] = [
  [/<(?:br|\/p|\/li|\/div|\/tr|\/h[1-6])\b[^<>]{0,200}>/gi, "\n"],
  [/<(https?:[^<>|\s]{1,1000})\|([^<>]{1,300})>/g, "$2"],
  [/<(https?:[^<>\s]{1,1000})>/g, "$1"],
  [/<[@#!][^<>]{1,100}>/g, ""],
  [/<\/?[a-z][^<>]{0,500}>/gi, " "],
  [/!?\[([^[\]]{1,300})\]\((?:https?:|\/|mailto:)[^()\s]{0,1000}\)/g, "$1"],
  [/^\s{0,3}(?:#{1,6}|>)\s/gm, ""],
  [/`{1,3}/g, ""],
  [/(\*\*|__|~~)(?=\S)([^*_~\n]{1,300})\1/g, "$2"],
  [/(^|[\s([:])([*_~])(?=[^\s*_~])([^*_~\n]{0,300})\2(?=$|[\s)\].,:;!?])/gm, "$1$3"],
];

/** Template macros that were never filled in. */
const MACROS: readonly Step[] = [
  [/\{\{[^{}]{0,200}\}\}/g, ""],
  [/\{%[^{}]{0,200}%\}/g, ""],
  [/\$\{[^{}]{0,200}\}/g, ""],
  [/\$[A-Z][A-Z0-9_]{2,60}\b/g, ""],
  [/@@[A-Z_]{1,60}@@/g, ""],
  [/##[A-Z_.]{1,60}##/g, ""],
  [/\{[A-Z][A-Z_.]{1,60}\}/g, ""],
  [/%[A-Z][A-Z_]{2,60}%/g, ""],
  [/(^|\s)\*[a-z]+[A-Z][A-Za-z]{1,40}\*(?=\s|$)/g, "$1"],
];

/** Secrets and what nobody can listen to. An ARN keeps its last part, a link its host. */
const UNSPEAKABLE: readonly Step[] = [
  [/\beyJ[\w-]{8,2000}\.[\w-]{1,2000}(?:\.[\w-]{1,2000})?/g, ""],
  [/\b(?:token|api[_-]?key|secret|password|passwd|authorization)\s{0,3}[=:]\s{0,3}\S{1,500}/gi, ""],
  [/\/\/[^\s/@:]{1,100}:[^\s/@]{1,200}@/g, "//"],
  [/\bBearer\s{1,3}[\w.~+/=-]{8,2000}/gi, ""],
  [/\b(?:xox[abprs]-|gh[pousr]_|sk_live_|sk_test_|AKIA|glpat-)[\w-]{8,200}/g, ""],
  [/\barn:[\w-]{1,20}:[^\s:]{0,40}:[^\s:]{0,40}:\d{0,12}:(?:[^\s:]{1,100}:)?([^\s:,]{1,200})/g, "$1"],
  [/\b(?=\w{0,60}\d)[A-Fa-f0-9]{32,200}\b/g, ""],
  [/\bhttps?:\/\/(?:[^\s/@]{1,200}@)?([^\s/?#:"'<>)\]]{1,253})[^\s"'<>)\]]{0,1500}/gi, "$1"],
  [
    /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u{FE0F}|\u{200D}|[\u{E0020}-\u{E007F}]/gu,
    "",
  ],
  [/:(?:[a-z][a-z0-9]{0,30}_[a-z0-9_]{1,40}|[a-z]{2,20}):(?=[^\w:]|$)/g, ""],
  [/(^|\s)@[A-Za-z][\w.-]{1,60}(?=\s|$)/g, "$1"],
  [/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, " "],
];

/** None of these: no step for markup and macros finds anything. */
const SPECIAL = /[<>&{}$@#*_~`[\]%]/;

const apply = (text: string, steps: readonly Step[]): string =>
  steps.reduce((current, [pattern, by]) => current.replace(pattern, by), text);

const unescape = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#34|#39|apos|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** Text without markup, macros, secrets and emoji, lines kept; `null` when nothing worth saying is left. */
export function cleanText(raw: string): string | null {
  if (PLAIN.test(raw) && !NEEDS_CARE.test(raw)) return plainText(raw);
  const plain = unescape(unescape(unescape(raw.slice(0, MAX_INPUT))));
  const filled = SPECIAL.test(plain) ? apply(plain, MACROS) : plain;
  const lines = (SPECIAL.test(filled) ? apply(filled, MARKUP) : filled)
    .split(/\r?\n|\\r?\\n/)
    .map(tidyLine)
    .filter((line) => line !== "");
  const text = lines.join("\n");
  if (PLACEHOLDERS.has(text.toLowerCase()) || !/[\p{L}\p{N}]/u.test(text)) return null;
  // "on" and "(ms)" are what a template leaves behind when nothing was filled in.
  if (filled !== plain && text.replace(/[^\p{L}\p{N}]/gu, "").length < MIN_LETTERS_BESIDE_MACROS) return null;
  return text;
}

/** One line of words and numbers, as most titles are: none of the steps below would find anything in it. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9 .,'%+!?/-]{0,300}$/;
const NEEDS_CARE =
  /token|secret|passw|bearer|author|api.?key|AKIA|xox|glpat|sk.(?:live|test)|gh[pousr]_|eyJ|[A-Fa-f0-9]{32}|\s[,.!?]|%[A-Z]/i;

function plainText(raw: string): string | null {
  const text = raw.replace(/\s+/g, " ").replace(/[\s,]+$/, "");
  return PLACEHOLDERS.has(text.toLowerCase()) ? null : text;
}

/** One line without secrets, doubled spaces, list bullets and punctuation that a removed part left behind. */
function tidyLine(line: string): string {
  return apply(line, UNSPEAKABLE)
    .replace(/\s+/g, " ")
    .replace(/^(?:[\s:;,|•]|-\s)+/, "")
    .replace(/\s([,.;:!?])(?=\s|$)/g, "$1")
    .replace(/\(\s?\)|\[\s?\]/g, "")
    .replace(/[\s,;|]+$/, "")
    .trim();
}
