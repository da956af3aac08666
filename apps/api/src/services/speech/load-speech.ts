import { type VoiceName, voicesOf } from "@callping/domain/speech/voices";
import type { AudioOrder } from "./audio-link.ts";
import { type AudioStore, findStored, keepAudio } from "./stored-audio.ts";

/**
 * The production voice has three seconds, an embedded one two more, joining prompts takes milliseconds. A PBX fetches
 * while the phone rings and waits a little longer; who answers sooner hears the PBX's own prompts meanwhile.
 */
const SPEECH_DEADLINE_MS = 5400;
/** A WAV header; less than this is no audio. */
const WAV_HEADER_BYTES = 44;

export interface SpeechPorts {
  AUDIO: AudioStore;
  SPEECH: Pick<Fetcher, "fetch">;
}

export type Speech =
  | { ok: true; audio: ArrayBuffer; source: "stored"; by: VoiceName }
  | { ok: true; audio: ArrayBuffer; source: "engine"; by: VoiceName; store: () => Promise<void> }
  | { ok: true; audio: ArrayBuffer; source: "prompts"; by: null }
  | { ok: false; error: { reason: "speech_unavailable"; detail: string } };

/**
 * The audio of some words: from the store, else from the speech Worker within its deadline.
 * Recorded prompts that took over are never stored; `store` keeps engine audio under that voice's key, off the way of the answer.
 */
export async function loadSpeech(ports: SpeechPorts, order: AudioOrder): Promise<Speech> {
  const stored = await findStored(ports.AUDIO, order, Date.now());
  return stored === null ? speak(ports, order) : { ok: true, source: "stored", ...stored };
}

async function speak(ports: SpeechPorts, order: AudioOrder): Promise<Speech> {
  const { language, words, fallback } = order;
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
    const by = voiceOf(answer.headers, language);
    if (by === null) return { ok: true, audio, source: "prompts", by };
    const isStandIn = answer.headers.has("x-speech-stand-in");
    const store = () => keepAudio(ports.AUDIO, order, { audio, by }, isStandIn);
    return { ok: true, audio, source: "engine", by, store };
  } catch (error) {
    return unavailable(error instanceof Error ? error.message : String(error));
  }
}

/** Which voice spoke; `null` for recorded prompts, and for a voice that is unknown here: its audio would never be found again. */
function voiceOf(headers: Headers, language: string): VoiceName | null {
  if (headers.get("x-speech-source") !== "engine") return null;
  const engine = headers.get("x-speech-engine");
  const voice = headers.get("x-speech-voice");
  return voicesOf(language).find((known) => known.engine === engine && known.voice === voice) ?? null;
}

function isWav(audio: ArrayBuffer): boolean {
  if (audio.byteLength <= WAV_HEADER_BYTES) return false;
  return new TextDecoder("latin1").decode(new Uint8Array(audio, 0, 4)) === "RIFF";
}

function unavailable(detail: string): Speech {
  return { ok: false, error: { reason: "speech_unavailable", detail } };
}
