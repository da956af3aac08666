import { COMMON_PASSWORDS } from "./common-passwords.ts";

/** In UTF-8. There are no other rules: length is what protects (NIST SP 800-63B, 3.1.1.2). */
export const PASSWORD_BYTES = { min: 8, max: 1024 } as const;
/** Shorter than this a name within a password says little. */
const SHORTEST_OWN_WORD = 4;

/**
 * Why a password may not be set; `null` when it may.
 * @param own what everybody may know of the person: address, name, organization.
 */
export function checkNewPassword(password: string, own: readonly string[]): string | null {
  const bytes = new TextEncoder().encode(password).byteLength;
  if (bytes < PASSWORD_BYTES.min)
    return `A password has at least ${PASSWORD_BYTES.min} bytes; 15 or more are recommended without a second factor.`;
  if (bytes > PASSWORD_BYTES.max) return "A password has at most 1,024 bytes.";
  const lower = password.toLowerCase();
  if (COMMON_PASSWORDS.has(lower) || /^(.)\1*$/u.test(lower))
    return "This is one of the passwords that are tried first.";
  const words = ["callping", ...own.flatMap((text) => [text, ...text.split("@")])]
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word.length >= SHORTEST_OWN_WORD);
  // What is left of it beside what everybody knows must be a password of its own.
  const rest = words
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ""), lower);
  return rest.length < lower.length && rest.length < SHORTEST_OWN_WORD
    ? "It is made of your own name or address, or of ours."
    : null;
}
