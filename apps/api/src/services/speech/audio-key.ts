import type { VoiceName } from "@callping/domain/speech/voices";
import { toHex } from "../credentials/hex.ts";

/** Grows when the same words must be spoken anew by the same voices: another level, another cut. */
const SPEECH_VERSION = 2;

/** Below this lies all spoken audio. */
export const AUDIO_PREFIX = "speech/";

/** Id of an order to speak: 64 hex digits. One organization's audio is never found under another's. */
export async function audioId(organizationId: string, language: string, words: string): Promise<string> {
  return hash([SPEECH_VERSION, organizationId, language, words]);
}

/** Where R2 keeps what one voice made of it. */
export async function audioKey(
  organizationId: string,
  { engine, voice }: VoiceName,
  language: string,
  words: string,
): Promise<string> {
  const id = await hash([SPEECH_VERSION, organizationId, engine, voice, language, words]);
  return `${AUDIO_PREFIX}${organizationId}/${id}`;
}

async function hash(parts: readonly (string | number)[]): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(parts));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
}
