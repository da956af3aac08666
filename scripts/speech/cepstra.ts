/** Frames of 25 ms every 20 ms at 8 kHz, as speech recognisers look at them. */
const FRAME = 200;
const HOP = 160;
const POINTS = 256;
const RATE = 8000;
/** The band of a telephone. */
const [LOWEST_HERTZ, HIGHEST_HERTZ] = [120, 3500];
const FILTERS = 20;
const COEFFICIENTS = 12;

const mel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const hertzOf = (mels: number): number => 700 * (10 ** (mels / 2595) - 1);

const WINDOW = Float64Array.from(
  { length: FRAME },
  (_, n) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (FRAME - 1)),
);

/** The bins between which each triangle of the mel scale rises and falls. */
const CORNERS = Array.from({ length: FILTERS + 2 }, (_, index) => {
  const low = mel(LOWEST_HERTZ);
  return (hertzOf(low + ((mel(HIGHEST_HERTZ) - low) * index) / (FILTERS + 1)) * POINTS) / RATE;
});

const FIRST_BIN = Math.floor(CORNERS[0] ?? 0);
const LAST_BIN = Math.ceil(CORNERS.at(-1) ?? 0);

/** Mel cepstra of each frame without its loudness, the mean of the whole taken away: what was said more than who said it. */
export function cepstraOf(samples: Float32Array): Float64Array[] {
  const frames: Float64Array[] = [];
  for (let at = 0; at + FRAME <= samples.length; at += HOP) frames.push(frameCepstrum(samples, at));
  const mean = Array.from(
    { length: COEFFICIENTS },
    (_, c) => frames.reduce((sum, frame) => sum + (frame[c] ?? 0), 0) / Math.max(1, frames.length),
  );
  return frames.map((frame) => frame.map((value, c) => value - (mean[c] ?? 0)));
}

function frameCepstrum(samples: Float32Array, at: number): Float64Array {
  const frame = new Float64Array(FRAME);
  for (let n = 0; n < FRAME; n += 1) {
    const before = n === 0 ? 0 : (samples[at + n - 1] ?? 0);
    frame[n] = ((samples[at + n] ?? 0) - 0.97 * before) * (WINDOW[n] ?? 0);
  }
  const power = powerSpectrum(frame);
  const bands = Float64Array.from({ length: FILTERS }, (_, filter) => {
    const [from = 0, top = 0, to = 0] = CORNERS.slice(filter, filter + 3);
    let sum = 0;
    for (let bin = Math.ceil(from); bin <= to; bin += 1)
      sum += (power[bin] ?? 0) * (bin <= top ? (bin - from) / (top - from) : (to - bin) / (to - top));
    return Math.log(sum + 1e-7);
  });
  return Float64Array.from({ length: COEFFICIENTS }, (_, c) =>
    bands.reduce((sum, band, n) => sum + band * Math.cos((Math.PI * (c + 1) * (n + 0.5)) / FILTERS), 0),
  );
}

const COSINES = Float64Array.from({ length: POINTS }, (_, n) => Math.cos((2 * Math.PI * n) / POINTS));

/** Power in the bins of the band: a plain discrete Fourier transform, since nothing here is in a hurry. */
function powerSpectrum(frame: Float64Array): Float64Array {
  const power = new Float64Array(POINTS / 2);
  for (let bin = FIRST_BIN; bin <= LAST_BIN; bin += 1) {
    let real = 0;
    let imaginary = 0;
    for (let n = 0; n < FRAME; n += 1) {
      const sample = frame[n] ?? 0;
      real += sample * (COSINES[(bin * n) % POINTS] ?? 0);
      imaginary += sample * (COSINES[(bin * n + POINTS / 4) % POINTS] ?? 0);
    }
    power[bin] = real * real + imaginary * imaginary;
  }
  return power;
}

/** How far two pieces of speech are apart when one may be spoken faster than the other: mean distance along the best path. */
export function distance(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let before = new Float64Array(b.length + 1).fill(Infinity);
  let here = new Float64Array(b.length + 1);
  before[0] = 0;
  for (const frame of a) {
    here[0] = Infinity;
    for (let index = 0; index < b.length; index += 1) {
      const step = between(frame, b[index] ?? frame);
      // A step along both costs twice, so that no path is cheaper for being shorter (Sakoe and Chiba).
      const along = (before[index] ?? Infinity) + 2 * step;
      here[index + 1] = Math.min(
        along,
        (before[index + 1] ?? Infinity) + step,
        (here[index] ?? Infinity) + step,
      );
    }
    [before, here] = [here, before];
  }
  return (before[b.length] ?? Infinity) / Math.max(1, a.length + b.length);
}

function between(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < COEFFICIENTS; c += 1) sum += ((a[c] ?? 0) - (b[c] ?? 0)) ** 2;
  return Math.sqrt(sum);
}
