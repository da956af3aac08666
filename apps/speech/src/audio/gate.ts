import { rms, toDb } from "./level.ts";
import { SAMPLE_RATE } from "./wav.ts";

export const MIN_SECONDS = 0.3;
export const MAX_SECONDS = 45;
const MIN_LEVEL_DB = -35;
/** A voice speaks 9 to 16 characters a second; far outside of it, words were skipped or garbage was spoken. */
const MIN_CHARACTERS_A_SECOND = 5;
const MAX_CHARACTERS_A_SECOND = 30;

export type GateReason = "too_short" | "too_long" | "too_quiet" | "too_slow" | "too_fast";
export type GateAnswer = { ok: true } | { ok: false; error: { reason: GateReason; measured: number } };

/**
 * Is this speech (8 kHz, without its leading quiet) a plausible reading of these words? An engine that fails silently
 * must not reach a person who was woken for it.
 */
export function gate(speech: Float32Array, words: string): GateAnswer {
  const seconds = speech.length / SAMPLE_RATE;
  if (seconds < MIN_SECONDS) return fail("too_short", seconds);
  if (seconds > MAX_SECONDS) return fail("too_long", seconds);
  const levelDb = toDb(rms(speech));
  if (levelDb <= MIN_LEVEL_DB) return fail("too_quiet", levelDb);
  const rate = words.length / seconds;
  if (rate < MIN_CHARACTERS_A_SECOND) return fail("too_slow", rate);
  if (rate > MAX_CHARACTERS_A_SECOND) return fail("too_fast", rate);
  return { ok: true };
}

function fail(reason: GateReason, measured: number): GateAnswer {
  return { ok: false, error: { reason, measured } };
}
