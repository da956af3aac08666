import { frameLevels } from "./level.ts";
import { SAMPLE_RATE } from "./wav.ts";

const FRAME_SAMPLES = 160;
/** Quieter than this beside the loudest frame (−40 dB) counts as silence at either end. */
const SILENCE_RATIO = 0.01;

export function silence(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * SAMPLE_RATE));
}

/** First and last sample of what is audible, rounded outwards to 20 ms frames; `null` when nothing is. */
export function audibleRange(samples: Float32Array): { from: number; to: number } | null {
  const levels = frameLevels(samples);
  const floor = Math.max(0, ...levels) * SILENCE_RATIO;
  const audible = (level: number) => level > 1e-4 && level >= floor;
  const first = levels.findIndex(audible);
  if (first === -1) return null;
  return { from: first * FRAME_SAMPLES, to: (levels.findLastIndex(audible) + 1) * FRAME_SAMPLES };
}

/** Cuts silence off both ends. */
export function trim(samples: Float32Array): Float32Array {
  const range = audibleRange(samples);
  return range === null ? new Float32Array(0) : samples.slice(range.from, range.to);
}

export function concat(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
