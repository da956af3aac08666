import { gate, gateRaw, MAX_SECONDS } from "./audio/gate.ts";
import { master } from "./audio/master.ts";
import type { Breaker } from "./breaker.ts";
import type { Engine, EngineFailure } from "./engine/types.ts";
import type { Lane } from "./lane.ts";
import { joinPrompts } from "./prompts/join.ts";

export interface SpeechRequest {
  language: string;
  words: string;
  /** Prompts that say the same in general words. */
  fallback: string[];
}

/** Speech at 8 kHz, or why recorded prompts took over. */
export type Spoken =
  | {
      source: "engine";
      engine: string;
      voice: string;
      /** A better voice should have said it, and could not: not to be kept for long. */
      standIn: boolean;
      samples: Float32Array;
      /** Of the voice's own samples, 0 … 1. */
      clippedShare: number;
    }
  | { source: "prompts"; reason: FallbackReason; detail: string; samples: Float32Array; prompts: string[] };
export type FallbackReason = EngineFailure | "no_voice" | "resting" | "implausible";

export interface Voice extends Engine {
  breaker: Breaker;
}

export interface Studio {
  /** For embedded voices: they share one thread. */
  lane: Lane;
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  recordings: ReadonlyMap<string, Uint8Array>;
  /** By primary language, the best first. */
  voices: ReadonlyMap<string, readonly Voice[]>;
}

/** What a voice may say nothing for, before and after. */
const QUIET_SECONDS = 2;

type Attempt =
  | { ok: true; samples: Float32Array; clippedShare: number }
  | { ok: false; reason: FallbackReason; detail: string };

/** Words → speech: the voices of their language by turns, then recorded prompts. Never fails, never exceeds the voices' deadlines. */
export async function speak(studio: Studio, request: SpeechRequest): Promise<Spoken> {
  const failures: { reason: FallbackReason; detail: string }[] = [];
  const language = primaryLanguage(request.language);
  for (const voice of studio.voices.get(language) ?? []) {
    const attempt = await tryVoice(studio, voice, request.words);
    if (attempt.ok) {
      const { name: engine, voice: name } = voice;
      return {
        source: "engine",
        engine,
        voice: name,
        standIn: failures.length > 0,
        samples: attempt.samples,
        clippedShare: attempt.clippedShare,
      };
    }
    failures.push({ reason: attempt.reason, detail: `${voice.name} ${attempt.reason}: ${attempt.detail}` });
  }
  const { samples, ids } = joinPrompts(studio.recordings, request.fallback, language);
  const last = failures.at(-1);
  const detail =
    failures.map((failure) => failure.detail).join("; ") || `no voice for ${request.language} is installed`;
  return { source: "prompts", reason: last?.reason ?? "no_voice", detail, samples, prompts: ids };
}

/** `pt-BR` → `pt`. */
function primaryLanguage(tag: string): string {
  return tag.split("-")[0] ?? tag;
}

async function tryVoice(studio: Studio, voice: Voice, words: string): Promise<Attempt> {
  const { breaker } = voice;
  if (!breaker.ask(studio.now()))
    return { ok: false, reason: "resting", detail: "it failed and is left alone for a while" };
  const attempt = await synthesise(studio, voice, words);
  if (attempt.ok) breaker.worked();
  else if (isItsFault(voice, attempt.reason)) breaker.failed(words, studio.now());
  return attempt;
}

/** Whoever is busy is well. An embedded voice shares its time with others, and says nothing but what the words are. */
function isItsFault({ kind }: Voice, reason: FallbackReason): boolean {
  return reason === "failed" || (kind === "remote" && (reason === "deadline" || reason === "implausible"));
}

async function synthesise(studio: Studio, voice: Voice, words: string): Promise<Attempt> {
  const deadlineAt = studio.now() + voice.deadlineMilliseconds;
  const left = () => deadlineAt - studio.now();
  try {
    const work =
      voice.kind === "embedded"
        ? studio.lane.run(deadlineAt, () => voice.synthesise(words, left))
        : voice.synthesise(words, left);
    const answer = await Promise.race([work, studio.sleep(left()).then(tooLate)]);
    if (answer === null) return { ok: false, reason: "busy", detail: "it speaks for other calls" };
    if (!answer.ok) return { ok: false, ...answer.error };
    // Before it is filtered: an hour of noise must not take this Worker's time.
    const seconds = answer.samples.length / answer.rate;
    if (seconds > MAX_SECONDS + QUIET_SECONDS)
      return { ok: false, reason: "implausible", detail: `too_long (${seconds.toFixed(2)})` };
    const raw = gateRaw(answer.samples);
    const samples = master(answer.samples, answer.rate);
    const verdict = raw.ok ? gate(samples, words) : raw;
    if (verdict.ok) return { ok: true, samples, clippedShare: raw.clippedShare };
    const { reason, measured } = verdict.error;
    return { ok: false, reason: "implausible", detail: `${reason} (${measured.toFixed(2)})` };
  } catch (error) {
    // `AbortSignal.timeout` may be sooner than the deadline's own timer.
    if (error instanceof Error && error.name === "TimeoutError") return { ok: false, ...tooLate().error };
    return { ok: false, reason: "failed", detail: error instanceof Error ? error.message : String(error) };
  }
}

function tooLate(): { ok: false; error: { reason: "deadline"; detail: string } } {
  return { ok: false, error: { reason: "deadline", detail: "it gave no speech in time" } };
}
