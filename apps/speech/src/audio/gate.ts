import { rms, toDb } from "./level.ts";
import { SAMPLE_RATE } from "./wav.ts";

export const MIN_SECONDS = 0.3;
export const MAX_SECONDS = 45;
const MIN_LEVEL_DB = -35;
/** A voice speaks 9 to 16 characters a second; far outside of it, words were skipped or garbage was spoken. */
const MIN_CHARACTERS_A_SECOND = 5;
const MAX_CHARACTERS_A_SECOND = 30;
/** "7" is said as long as five letters, and a spelled letter as three. */
const CHARACTERS_OF_A_DIGIT = 5;
const CHARACTERS_OF_A_SPELLED_LETTER = 3;
/** Speech crosses zero in a tenth to a quarter of its samples, noise in about half. */
const MAX_CROSSINGS = 0.36;

export type GateReason = "too_short" | "too_long" | "too_quiet" | "too_slow" | "too_fast" | "noise";
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
  const slowest = spokenCharacters(words) / seconds;
  if (slowest < MIN_CHARACTERS_A_SECOND) return fail("too_slow", slowest);
  const rate = words.length / seconds;
  if (rate > MAX_CHARACTERS_A_SECOND) return fail("too_fast", rate);
  const crossings = crossingRate(speech);
  return crossings > MAX_CROSSINGS ? fail("noise", crossings) : { ok: true };
}

/** How long words are when they are said: digits and spelled letters by their names. */
function spokenCharacters(words: string): number {
  const digits = words.match(/\p{Nd}/gu)?.length ?? 0;
  const letters = words.match(/(?<![\p{L}'])\p{L}(?![\p{L}'])/gu)?.length ?? 0;
  return words.length + digits * (CHARACTERS_OF_A_DIGIT - 1) + letters * (CHARACTERS_OF_A_SPELLED_LETTER - 1);
}

function crossingRate(speech: Float32Array): number {
  let crossings = 0;
  for (let index = 1; index < speech.length; index += 1)
    if ((speech[index] ?? 0) >= 0 !== (speech[index - 1] ?? 0) >= 0) crossings += 1;
  return crossings / Math.max(1, speech.length);
}

function fail(reason: GateReason, measured: number): GateAnswer {
  return { ok: false, error: { reason, measured } };
}
