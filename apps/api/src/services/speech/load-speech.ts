import { audioId, audioKey } from "./audio-key.ts";
import type { AudioOrder } from "./audio-link.ts";

/** Asterisk gives up after 3 s; beyond this the PBX's own recorded prompts are sooner. */
const SPEECH_DEADLINE_MS = 2500;
/** A WAV header; less than this is no audio. */
const WAV_HEADER_BYTES = 44;

export interface SpeechPorts {
  AUDIO: Pick<R2Bucket, "get" | "put">;
  SPEECH: Pick<Fetcher, "fetch">;
}

export type Speech =
  | { ok: true; audio: ArrayBuffer; source: "stored" | "engine" | "prompts"; store?: () => Promise<void> }
  | { ok: false; error: { reason: "speech_unavailable"; detail: string } };

/**
 * The audio of some words: from the store, else from the speech Worker within its deadline.
 * Recorded prompts that took over are never stored under the words' own key; `store` keeps engine audio, off the way of the answer.
 */
export async function loadSpeech(ports: SpeechPorts, order: AudioOrder): Promise<Speech> {
  const key = audioKey(
    order.organizationId,
    await audioId(order.organizationId, order.language, order.words),
  );
  const stored = await fromStore(ports, key);
  if (stored !== null) return { ok: true, audio: stored, source: "stored" };
  const spoken = await speak(ports, order);
  if (!spoken.ok || spoken.source !== "engine") return spoken;
  return { ...spoken, store: async () => void (await ports.AUDIO.put(key, spoken.audio)) };
}

/** A store that fails is a store without the audio: the call goes on. */
async function fromStore(ports: SpeechPorts, key: string): Promise<ArrayBuffer | null> {
  try {
    return (await (await ports.AUDIO.get(key))?.arrayBuffer()) ?? null;
  } catch (error) {
    console.error(JSON.stringify({ event: "audio_store_failed", reason: String(error) }));
    return null;
  }
}

async function speak(ports: SpeechPorts, { language, words, fallback }: AudioOrder): Promise<Speech> {
  try {
    const answer = await ports.SPEECH.fetch("http://speech/speech", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ language, words, fallback }),
      signal: AbortSignal.timeout(SPEECH_DEADLINE_MS),
    });
    const audio = await answer.arrayBuffer();
    if (!answer.ok) return unavailable(`the speech Worker answered ${answer.status}`);
    if (!isWav(audio)) return unavailable("the speech Worker sent something that is no WAV");
    return {
      ok: true,
      audio,
      source: answer.headers.get("x-speech-source") === "engine" ? "engine" : "prompts",
    };
  } catch (error) {
    return unavailable(error instanceof Error ? error.message : String(error));
  }
}

function isWav(audio: ArrayBuffer): boolean {
  if (audio.byteLength <= WAV_HEADER_BYTES) return false;
  return new TextDecoder("latin1").decode(new Uint8Array(audio, 0, 4)) === "RIFF";
}

function unavailable(detail: string): Speech {
  return { ok: false, error: { reason: "speech_unavailable", detail } };
}
