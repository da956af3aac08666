const E164 = /^\+[1-9][0-9]{6,14}$/;
/** Spaces, dots, hyphens and brackets that people write; the no-break ones come with pasted text. */
const FORMATTING = /[ \t\u00a0\u202f.()\-\u2010-\u2013]/g;
/** A number with all its formatting is far shorter; more is no number, and need not be scanned. */
const MAX_INPUT_LENGTH = 64;

/** Input without what people write between digits; `null` when it is too long to be a number. */
export function stripFormatting(input: string): string | null {
  return input.length > MAX_INPUT_LENGTH ? null : input.replace(FORMATTING, "");
}

/** Input without formatting when it is `+` and 7 to 15 ASCII digits, else `null`. Extensions are not accepted. */
export function parseSyntax(input: string): string | null {
  const digits = stripFormatting(input);
  return digits !== null && E164.test(digits) ? digits : null;
}
