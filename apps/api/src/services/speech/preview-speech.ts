import { type SpeechPreview, SpeechPreviewRequestSchema } from "@callping/contract/api/speech";
import { type Piece, scriptWords } from "@callping/domain/calls/script-words";
import { speechWarnings } from "@callping/domain/calls/speech-warnings";
import type { Env } from "../../env.ts";
import { buildSnapshot } from "../organizations/build-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import type { AudioOrder } from "./audio-link.ts";
import { countPreview, type PreviewRefused } from "./count-preview.ts";
import { loadSpeech } from "./load-speech.ts";
import { prepareSpeech } from "./prepare-speech.ts";
import { previewedAlert } from "./previewed-alert.ts";
import { speakerFor } from "./speaker-for.ts";

export type PreviewResult =
  | { ok: true; preview: SpeechPreview }
  | { ok: false; error: MissingScope | InvalidBody | PreviewRefused };

const WAV_HEADER_BYTES = 44;
/** 16 bits at 8 kHz. */
const BYTES_A_MILLISECOND = 16;

/**
 * What a call would say of an alert, spoken: by the functions and the voice that speak in earnest. Nobody is rung.
 * @param now milliseconds since the epoch
 */
export async function previewSpeech(
  env: Env,
  actor: Actor,
  input: unknown,
  now: number,
): Promise<PreviewResult> {
  const forbidden = missingScope(actor, "scenarios:read");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(SpeechPreviewRequestSchema, input);
  if (!parsed.ok) return parsed;
  const limited = await countPreview(env.DB, actor, new Date(now).toISOString());
  if (limited !== null) return { ok: false, error: limited };
  const snapshot = await buildSnapshot(env, actor.organizationNumber);
  if (snapshot === null) throw new Error(`organization ${actor.organizationNumber} is not there`);
  const found = await previewedAlert(env, snapshot, parsed.value, now);
  if (!found.ok) return { ok: false, error: { reason: "invalid_body", problems: found.problems } };
  const { organization } = snapshot;
  const speaker = speakerFor(organization, parsed.value.language);
  const { language, message, menu, fallback } = scriptWords({
    ...speaker,
    alerts: [found.alert],
    keyMap: organization.key_map,
    now,
  });
  const { words } = message[0];
  const audio = await speakPreview(env, {
    organizationId: organization.id,
    language,
    words,
    fallback: fallback.flatMap((piece) => (piece.kind === "prompt" ? [piece.id] : [])),
  });
  const warnings = speechWarnings({ ...speaker, title: found.alert.title, said: words, language });
  return {
    ok: true,
    preview: { language, words, menu: inWords(menu), instead: inWords(fallback), audio, warnings },
  };
}

/** Kept like a call's own audio: the link then only fetches it, and so does the call. */
async function speakPreview(env: Env, order: AudioOrder): Promise<SpeechPreview["audio"]> {
  const speech = await loadSpeech(env, order);
  if (!speech.ok) {
    console.warn(JSON.stringify({ event: "speech_unavailable", reason: speech.error.detail }));
    return null;
  }
  if (speech.source === "engine") await speech.store().catch(logStoreFailure);
  const origins = { AUDIO_ORIGIN: env.API_ORIGIN, AUDIO_SIGNING_KEY: env.AUDIO_SIGNING_KEY };
  const { url } = await prepareSpeech(origins, order);
  return {
    url,
    duration_ms: Math.round((speech.audio.byteLength - WAV_HEADER_BYTES) / BYTES_A_MILLISECOND),
    engine: speech.by?.engine ?? null,
    voice: speech.by?.voice ?? null,
  };
}

/** The link speaks the words anew. */
function logStoreFailure(error: unknown): void {
  console.error(JSON.stringify({ event: "audio_store_failed", reason: String(error) }));
}

function inWords(pieces: readonly Piece[]): string {
  return pieces.map(({ words }) => words).join(" ");
}
