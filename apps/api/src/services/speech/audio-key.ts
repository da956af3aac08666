import { toHex } from "../credentials/hex.ts";

/** Grows when the same words must be spoken anew: another voice, another level. */
const SPEECH_VERSION = 1;

/** Id of spoken words: 64 hex digits. One organization's audio is never found under another's. */
export async function audioId(organizationId: string, language: string, words: string): Promise<string> {
  const text = JSON.stringify([SPEECH_VERSION, organizationId, language, words]);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** Where R2 keeps it. */
export function audioKey(organizationId: string, id: string): string {
  return `speech/${organizationId}/${id}`;
}
