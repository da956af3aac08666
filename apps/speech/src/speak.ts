import { gate } from "./audio/gate.ts";
import { master } from "./audio/master.ts";
import type { Engine } from "./engine/types.ts";
import type { Lane } from "./lane.ts";
import { joinPrompts } from "./prompts/join.ts";

/** Longest wait for the embedded voice, queue included. Beyond it recorded prompts speak. */
export const DEADLINE_MILLISECONDS = 2000;

export interface SpeechRequest {
  language: string;
  words: string;
  /** Prompts that say the same in general words. */
  fallback: string[];
}

/** Speech at 8 kHz, or why recorded prompts took over. */
export type Spoken =
  | { source: "engine"; engine: string; samples: Float32Array; words: string }
  | { source: "prompts"; reason: FallbackReason; detail: string; samples: Float32Array; words: string };
export type FallbackReason = "no_voice" | "busy" | "deadline" | "failed" | "implausible";

export interface Studio {
  lane: Lane;
  now: () => number;
  recordings: ReadonlyMap<string, Uint8Array>;
  /** Opens the voice of a language once; `null` when there is none. Rejects when its data is broken. */
  openEngine(language: string): Promise<Engine | null>;
}

type Attempt = { ok: true; spoken: Spoken } | { ok: false; reason: FallbackReason; detail: string };

/** Words → speech. Never fails and never takes longer than the deadline and the joining of a few prompts. */
export async function speak(studio: Studio, request: SpeechRequest): Promise<Spoken> {
  const attempt = await tryEngine(studio, request);
  if (attempt.ok) return attempt.spoken;
  const { samples, ids } = joinPrompts(studio.recordings, request.fallback);
  return { source: "prompts", reason: attempt.reason, detail: attempt.detail, samples, words: ids.join(" ") };
}

async function tryEngine(studio: Studio, request: SpeechRequest): Promise<Attempt> {
  const deadlineAt = studio.now() + DEADLINE_MILLISECONDS;
  try {
    const attempt = await studio.lane.run(deadlineAt, () => synthesise(studio, request, deadlineAt));
    return attempt ?? { ok: false, reason: "busy", detail: "the voice is busy with other calls" };
  } catch (error) {
    return { ok: false, reason: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}

async function synthesise(
  studio: Studio,
  { language, words }: SpeechRequest,
  deadlineAt: number,
): Promise<Attempt> {
  const engine = await studio.openEngine(language);
  if (engine === null)
    return { ok: false, reason: "no_voice", detail: `no voice for ${language} is installed` };
  const answer = await engine.synthesise(words, () => studio.now() < deadlineAt);
  if (!answer.ok) return { ok: false, ...answer.error };
  const samples = master(answer.samples);
  const verdict = gate(samples, words);
  if (verdict.ok) return { ok: true, spoken: { source: "engine", engine: engine.name, samples, words } };
  const { reason, measured } = verdict.error;
  return { ok: false, reason: "implausible", detail: `${reason} (${measured.toFixed(2)})` };
}
