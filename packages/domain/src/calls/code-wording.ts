import { type CodeScriptInput, codeScript } from "./code-script.ts";

/** Grows when the words that somebody agrees to are changed in any language. */
export const CONSENT_WORDING_VERSION = 1;

/** What a code call says, in one text; the digits of a code are left out. */
export function codeWording(input: Omit<CodeScriptInput, "digits"> & { digits?: string }): string {
  const { message, menu } = codeScript({ digits: "", ...input });
  return [...message, ...menu].flatMap(({ words }) => words || []).join(" ");
}
