/** What a text holds that a step of cleaning could find. */
export const ANGLE = 1;
export const AMPERSAND = 2;
export const BRACE = 4;
export const DOLLAR = 8;
export const AT = 16;
export const HASH = 32;
export const STAR = 64;
export const UNDERSCORE = 128;
export const TILDE = 256;
export const BACKTICK = 512;
export const BRACKET = 1024;
export const PERCENT = 2048;
/** `://`, `arn:`, two colons in a word. */
export const LINK = 4096;
export const ARN = 8192;
export const SHORTCODE = 4_194_304;
/** A colon or an equals sign behind a word that may be `token`, `key`, `secret`, `password` or `authorization`. */
export const CREDENTIAL = 8_388_608;
export const ROUND = 16_384;
export const BACKSLASH = 32_768;
export const DASH = 65_536;
export const CONTROL = 131_072;
export const BEYOND_ASCII = 262_144;
/** A run of 32 hexadecimal digits. */
export const HEX = 524_288;
/** Two white spaces, or one before a punctuation mark. */
export const GAP = 1_048_576;
/** `eyJ`, `AKIA`, `bea`: what secrets without punctuation begin with. */
export const SECRET = 2_097_152;

const HEX_RUN = 32;
const BY_UNIT = new Int32Array(128);
const SPACE = 1 << 24;
const HEX_DIGIT = 1 << 25;
const PUNCTUATION = 1 << 26;
/** `J`, `K`, `e`: where a secret's beginning is looked at. */
const SECRET_LETTER = 1 << 27;
const COLON = 1 << 28;
const EQUALS = 1 << 29;
const INNER = SPACE | HEX_DIGIT | PUNCTUATION | SECRET_LETTER | COLON | EQUALS;

for (let unit = 0; unit < 32; unit += 1) BY_UNIT[unit] = CONTROL;
BY_UNIT[127] = CONTROL;
for (const unit of [9, 11, 12, 13]) BY_UNIT[unit] = CONTROL | SPACE;
for (const [marks, mark] of [
  ["<>", ANGLE],
  ["&", AMPERSAND],
  ["{}", BRACE],
  ["$", DOLLAR],
  ["@", AT],
  ["#", HASH],
  ["*", STAR],
  ["_", UNDERSCORE],
  ["~", TILDE],
  ["`", BACKTICK],
  ["[]", BRACKET],
  ["%", PERCENT],
  [":", COLON | PUNCTUATION],
  ["=", EQUALS],
  ["()", ROUND],
  ["\\", BACKSLASH],
  ["-", DASH],
  [" \n", SPACE],
  [",.;!?", PUNCTUATION],
  ["0123456789abcdfABCDEF", HEX_DIGIT],
  ["e", HEX_DIGIT | SECRET_LETTER],
  ["JKE", SECRET_LETTER],
] as const)
  for (const char of marks) BY_UNIT[char.charCodeAt(0)] = (BY_UNIT[char.charCodeAt(0)] ?? 0) | mark;

/** The marks of a text, in one pass. */
export function marksOf(text: string): number {
  let marks = 0;
  let last = 0;
  let run = 0;
  let isColonInWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const mark = unit < 128 ? (BY_UNIT[unit] ?? 0) : BEYOND_ASCII;
    if (mark === 0) {
      run = 0;
      last = 0;
      continue;
    }
    marks |= mark;
    if ((last & SPACE) !== 0 && (mark & (SPACE | PUNCTUATION)) !== 0) marks |= GAP;
    if ((mark & HEX_DIGIT) !== 0) {
      run += 1;
      if (run === HEX_RUN) marks |= HEX;
    } else run = 0;
    if ((mark & (COLON | EQUALS)) !== 0) {
      if ((mark & COLON) !== 0)
        marks |= isColonInWord ? SHORTCODE | marksOfColon(text, at) : marksOfColon(text, at);
      if (endsCredential(text, at)) marks |= CREDENTIAL;
    }
    isColonInWord = (mark & SPACE) === 0 && (isColonInWord || (mark & COLON) !== 0);
    if ((mark & SECRET_LETTER) !== 0 && startsSecret(text, at)) marks |= SECRET;
    last = mark;
  }
  return marks & ~INNER;
}

function marksOfColon(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === SLASH) return LINK;
  return text.charCodeAt(at - 1) === LETTER_N ? ARN : 0;
}
const SLASH = 47;
const LETTER_N = 110;

/** Whether the last letter before it, behind three spaces at most, is one that such a word ends with. */
function endsCredential(text: string, at: number): boolean {
  let before = at - 1;
  while (before > at - 4 && isGap(text.charCodeAt(before))) before -= 1;
  return "ntydNTYD".includes(text.charAt(before));
}
const isGap = (unit: number): boolean => unit <= 32 || unit > 127;

/** `eyJ`, `AKIA`, and `be` of `Bearer` in any case, by the letter that is rarest in each. */
function startsSecret(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (text[at] === "J") return before === 121;
  if (text[at] === "K") return before === 65;
  return before === 98 || before === 66;
}
