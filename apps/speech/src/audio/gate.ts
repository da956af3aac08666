import { figuresOf } from "./figures.ts";
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
/** Voices rest for half a second between sentences; a longer silence is words that were not spoken. */
const MAX_PAUSE_SECONDS = 2;
/** Pico cuts off up to 2 % of a sentence and is understood; far beyond it speech rattles. Three at full scale in a row are no speech's own. */
const MAX_CLIPPED_SHARE = 0.1;
const FULL_SCALE = 0.999;
const CLIPPED_RUN = 3;
/** Neighbours within a pair of two channels differ far less than from one pair to the next. */
const STEREO_RATIO = 0.2;

export type GateReason =
  | "too_short"
  | "too_long"
  | "too_quiet"
  | "too_slow"
  | "too_fast"
  | "noise"
  | "gap"
  | "clipped"
  | "stereo";
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
  const { pauseSeconds } = figuresOf(speech, words);
  if (pauseSeconds > MAX_PAUSE_SECONDS) return fail("gap", pauseSeconds);
  const crossings = crossingRate(speech);
  return crossings > MAX_CROSSINGS ? fail("noise", crossings) : { ok: true };
}

/**
 * What only the voice's own samples (−1 … 1) show, before they are brought to a level: that they are cut off at full scale,
 * or two channels in turns, which would be spoken at half its speed.
 */
export function gateRaw(raw: Float32Array): GateAnswer & { clippedShare: number } {
  const clippedShare = clippedShareOf(raw);
  if (clippedShare > MAX_CLIPPED_SHARE) return { ...fail("clipped", clippedShare), clippedShare };
  const ratio = pairRatio(raw);
  return ratio < STEREO_RATIO ? { ...fail("stereo", ratio), clippedShare } : { ok: true, clippedShare };
}

function clippedShareOf(raw: Float32Array): number {
  let clipped = 0;
  let run = 0;
  for (const sample of raw) {
    run = Math.abs(sample) >= FULL_SCALE ? run + 1 : 0;
    if (run >= CLIPPED_RUN) clipped += run === CLIPPED_RUN ? CLIPPED_RUN : 1;
  }
  return clipped / Math.max(1, raw.length);
}

/** Mean difference inside the pairs (0, 1), (2, 3) … over that between them: 1 for one channel, near 0 for two of the same. */
function pairRatio(raw: Float32Array): number {
  let inside = 0;
  let between = 0;
  for (let index = 0; index + 2 < raw.length; index += 2) {
    inside += Math.abs((raw[index + 1] ?? 0) - (raw[index] ?? 0));
    between += Math.abs((raw[index + 2] ?? 0) - (raw[index + 1] ?? 0));
  }
  const [least, most] = [Math.min(inside, between), Math.max(inside, between)];
  return most === 0 ? 1 : least / most;
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
