import { SAMPLES_A_SECOND, type Samples } from "./hearing.ts";

/** Envelopes are compared in frames of 10 ms. */
const FRAME = 80;
/** Aligned anew so often: two clocks drift apart, and what a starved machine dropped moves all that follows. */
const SEGMENT = SAMPLES_A_SECOND / 8;
/** How far a segment may lie from where the one before it says: a few packets. */
const MOST_MOVED = 5 * 160;
const QUIET = 0.003;

export interface Heard {
  /** Of the samples, aligned: 1 is the same audio, 0 is other audio. G.711 takes about 0.001. */
  correlation: number;
  /** The recording's sample at which the piece begins. */
  at: number;
}

/** How alike a piece is to what a handset heard of it: found by its envelope, then compared sample by sample, segment after segment. */
export function correlate(recording: Samples, piece: Samples): Heard {
  let moved = coarseOffset(recording, piece);
  let begins: number | null = null;
  let [both, ours, theirs] = [0, 0, 0];
  for (let at = 0; at + SEGMENT <= piece.length; at += SEGMENT) {
    const segment = piece.subarray(at, at + SEGMENT);
    if (rms(segment) < QUIET) continue;
    // The first is found from an envelope, in steps of 10 ms.
    const reach = begins === null ? 2 * MOST_MOVED : MOST_MOVED;
    const best = bestLag(recording, segment, at + moved, reach);
    moved += best.lag;
    begins ??= moved;
    both += best.product;
    ours += energy(segment);
    theirs += best.energy;
  }
  const correlation = ours === 0 || theirs === 0 ? 0 : both / Math.sqrt(ours * theirs);
  return { correlation, at: Math.max(0, begins ?? 0) };
}

/** Where the piece's loudness fits best, in samples. */
function coarseOffset(recording: Samples, piece: Samples): number {
  const [theirs, ours] = [envelope(recording), envelope(piece)];
  let best = { score: -Infinity, offset: 0 };
  for (let offset = 0; offset + ours.length / 2 <= theirs.length; offset += 1) {
    let product = 0;
    let power = 1e-9;
    for (let frame = 0; frame < ours.length; frame += 1) {
      const level = theirs[offset + frame] ?? 0;
      product += level * (ours[frame] ?? 0);
      power += level * level;
    }
    const score = product / Math.sqrt(power);
    if (score > best.score) best = { score, offset };
  }
  return best.offset * FRAME;
}

function bestLag(
  recording: Samples,
  segment: Samples,
  near: number,
  reach: number,
): { lag: number; product: number; energy: number } {
  let best = { score: -Infinity, lag: 0, product: 0, energy: 0 };
  for (let lag = -reach; lag <= reach; lag += 1) {
    let product = 0;
    let energy = 1e-9;
    for (let index = 0; index < segment.length; index += 1) {
      const sample = recording[near + lag + index] ?? 0;
      product += sample * (segment[index] ?? 0);
      energy += sample * sample;
    }
    const score = product / Math.sqrt(energy);
    if (score > best.score) best = { score, lag, product, energy };
  }
  return best;
}

function envelope(samples: Samples): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / FRAME) }, (_, frame) =>
    rms(samples.subarray(frame * FRAME, (frame + 1) * FRAME)),
  );
}

function energy(samples: Samples): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0);
}

function rms(samples: Samples): number {
  return Math.sqrt(energy(samples) / Math.max(1, samples.length));
}
