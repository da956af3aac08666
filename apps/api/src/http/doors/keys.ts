import { toHex } from "../../services/credentials/hex.ts";

/** Keys longer than this are stored by their beginning and a digest. */
const MAX_KEY = 200;
const DIGEST_DIGITS = 32;

/** A problem's key as it is stored: the tool's own, and bounded. */
export async function problemKey(text: string): Promise<string> {
  const key = text.trim();
  if (key.length <= MAX_KEY) return key;
  return `${key.slice(0, MAX_KEY - DIGEST_DIGITS - 1)}~${await digest(key)}`;
}

/**
 * A key for an event that came without one: the same for the same words, so that a tool which repeats itself does not
 * ring for each repeat.
 */
export function madeKey(words: readonly unknown[]): Promise<string> {
  return digest(JSON.stringify(words.map((word) => word ?? null)));
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return toHex(new Uint8Array(hash)).slice(0, DIGEST_DIGITS);
}
