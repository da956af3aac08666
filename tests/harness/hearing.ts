import { readFileSync } from "node:fs";

/** Audio as a handset received it: 8,000 samples a second, each −1 … 1. */
export type Samples = Float32Array;

export const SAMPLES_A_SECOND = 8_000;
/** Envelopes are compared in frames of 10 ms. */
const FRAME = 80;
/** A frame louder than this is sound, not silence. */
const AUDIBLE_DBFS = -45;

/** Reads a WAV file of 16-bit mono, whatever chunks stand before its data (RIFF). */
export function readWav(path: string): Samples {
  const bytes = readFileSync(path);
  let at = 12;
  while (at + 8 <= bytes.length && bytes.toString("latin1", at, at + 4) !== "data")
    at += 8 + bytes.readUInt32LE(at + 4);
  if (at + 8 > bytes.length) throw new Error(`${path} has no data chunk`);
  const samples = new Float32Array(Math.floor((bytes.length - at - 8) / 2));
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = bytes.readInt16LE(at + 8 + index * 2) / 32_768;
  return samples;
}

/** Reads raw G.711 µ-law (ITU-T G.711), as prompts are kept. */
export function readMuLaw(path: string): Samples {
  return Float32Array.from(readFileSync(path), (byte) => {
    const value = ~byte & 0xff;
    const magnitude = (((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4);
    return (value & 0x80 ? 0x84 - magnitude : magnitude - 0x84) / 32_768;
  });
}

/** Loudness of each 10 ms, in dBFS (−120 for digital silence). */
function envelope(samples: Samples): Float32Array {
  const frames = new Float32Array(Math.floor(samples.length / FRAME));
  for (let frame = 0; frame < frames.length; frame += 1) {
    let sum = 0;
    for (let index = 0; index < FRAME; index += 1) sum += (samples[frame * FRAME + index] ?? 0) ** 2;
    frames[frame] = Math.max(-120, 10 * Math.log10(sum / FRAME + 1e-12));
  }
  return frames;
}

/** Seconds that are not silence. */
export function audibleSeconds(samples: Samples): number {
  return (envelope(samples).filter((level) => level > AUDIBLE_DBFS).length * FRAME) / SAMPLES_A_SECOND;
}

/**
 * How surely a known piece of audio was heard: the best normalised correlation of its loudness curve with the
 * recording's, 0 … 1. A G.711 copy with a lost packet still reaches 0.9; other speech stays below 0.7.
 */
export function likeness(recording: Samples, piece: Samples): number {
  const heard = envelope(recording);
  const wanted = envelope(piece);
  let best = 0;
  for (let start = 0; start + wanted.length <= heard.length; start += 1) {
    best = Math.max(best, correlation(heard.subarray(start, start + wanted.length), wanted));
  }
  return best;
}

function correlation(left: Float32Array, right: Float32Array): number {
  const meanLeft = left.reduce((sum, value) => sum + value, 0) / left.length;
  const meanRight = right.reduce((sum, value) => sum + value, 0) / right.length;
  let product = 0;
  let squaresLeft = 0;
  let squaresRight = 0;
  for (const [index, value] of left.entries()) {
    const a = value - meanLeft;
    const b = (right[index] ?? 0) - meanRight;
    product += a * b;
    squaresLeft += a * a;
    squaresRight += b * b;
  }
  return squaresLeft === 0 || squaresRight === 0 ? 0 : product / Math.sqrt(squaresLeft * squaresRight);
}
