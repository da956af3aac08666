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
  return samplesOfWav(readFileSync(path), path);
}

/** The same of a file's bytes. */
export function samplesOfWav(bytes: Buffer, path = "the file"): Samples {
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
 * How much of a known piece was heard, 0 … 1: the share of its audible 20 ms that the recording holds, in their order,
 * sample by sample. G.711 reaches the ear unchanged (ITU-T G.711, no transcoding between), and what a starved machine
 * drops is missing: nothing else is called like. Other speech has no 20 ms of it.
 */
export function shareHeard(recording: Samples, piece: Samples): number {
  const places = new Map<string, number[]>();
  for (let at = 0; at + MARK <= recording.length; at += 1) {
    if (!isLoud(recording, at)) continue;
    const mark = markAt(recording, at);
    const known = places.get(mark);
    if (known === undefined) places.set(mark, [at]);
    else known.push(at);
  }
  let wanted = 0;
  let heard = 0;
  let reached = -1;
  for (let at = 0; at + PACKET <= piece.length; at += PACKET) {
    const loud = loudest(piece, at);
    if (!isLoud(piece, loud)) continue;
    wanted += 1;
    const place = places.get(markAt(piece, loud))?.find((candidate) => candidate > reached);
    if (place === undefined) continue;
    heard += 1;
    reached = place;
  }
  return wanted === 0 ? 0 : heard / wanted;
}

/**
 * Where a known piece begins in a recording: every place at which half of its loud packets or more lie as they do in the piece.
 * What a starved machine drops moves the rest of the piece a little.
 */
export function placesHeard(recording: Samples, piece: Samples): number[] {
  const marks = new Map<string, number[]>();
  let wanted = 0;
  for (let at = 0; at + PACKET <= piece.length; at += PACKET) {
    const loud = loudest(piece, at);
    if (!isLoud(piece, loud)) continue;
    wanted += 1;
    const mark = markAt(piece, loud);
    marks.set(mark, [...(marks.get(mark) ?? []), loud]);
  }
  const votes = new Map<number, number>();
  for (let at = 0; at + MARK <= recording.length; at += 1) {
    if (!isLoud(recording, at)) continue;
    for (const place of marks.get(markAt(recording, at)) ?? [])
      votes.set(at - place, (votes.get(at - place) ?? 0) + 1);
  }
  const starts = [...votes].toSorted(([a], [b]) => a - b);
  const near = (start: number): [number, number][] =>
    starts.filter(([other]) => other >= start && other < start + MOST_DROPPED);
  let after = -Infinity;
  return starts.flatMap(([start]) => {
    if (start < after || near(start).reduce((sum, [, count]) => sum + count, 0) < wanted / 2) return [];
    after = start + MOST_DROPPED;
    return [start];
  });
}

/** How loud speech is and how long it lets one wait: RMS of what is audible in dBFS (a square wave of full scale is 0). */
export function measureSpeech(samples: Samples): {
  dbfs: number;
  seconds: number;
  silentHeadSeconds: number;
} {
  const levels = envelope(samples);
  const audible = levels.filter((level) => level > AUDIBLE_DBFS);
  const power = audible.reduce((sum, level) => sum + 10 ** (level / 10), 0) / Math.max(1, audible.length);
  const seconds = (frames: number): number => (frames * FRAME) / SAMPLES_A_SECOND;
  return {
    dbfs: 10 * Math.log10(power + 1e-12),
    seconds: seconds(levels.length),
    silentHeadSeconds: seconds(
      Math.max(
        0,
        levels.findIndex((level) => level > AUDIBLE_DBFS),
      ),
    ),
  };
}

/** Samples of a packet of 20 ms. */
const PACKET = 160;
/** What may be missing of one piece: far less than lies between two digits. */
const MOST_DROPPED = 10 * PACKET;
/** So many samples in a row, none of them silence, are found nowhere else by chance. */
const MARK = 24;
const LOUD = 0.02;

function isLoud(samples: Samples, at: number): boolean {
  return Math.abs(samples[at] ?? 0) >= LOUD;
}

/** Where the loudest sample of a packet is that has a whole mark of the packet behind it. */
function loudest(samples: Samples, packetAt: number): number {
  let best = packetAt;
  for (let at = packetAt; at + MARK <= packetAt + PACKET; at += 1)
    if (Math.abs(samples[at] ?? 0) > Math.abs(samples[best] ?? 0)) best = at;
  return best;
}

function markAt(samples: Samples, at: number): string {
  return Array.from(samples.subarray(at, at + MARK), (sample) => Math.round(sample * 32_768)).join();
}
