/** The telephone band in hertz: below it handsets rumble, above it a codec at 8 kHz folds. */
const LOW_HERTZ = 120;
const HIGH_HERTZ = 3500;
const TELEPHONE_RATE = 8000;
/** Kaiser's window (β 5.65) over 9 ms: 60 dB down within 400 Hz, so nothing above 4 kHz folds back. */
const WINDOW_SECONDS = 0.009;
const BETA = 5.65;

/** Modified Bessel function of order zero, by its series; needed for Kaiser's window only. */
function bessel0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** The taps of a low pass at 3.5 kHz whose middle lies `shift` of a sample after a sample. */
function lowPass(rate: number, shift: number): Float64Array {
  const middle = Math.round((WINDOW_SECONDS / 2) * rate);
  const cutoff = HIGH_HERTZ / rate;
  const taps = Float64Array.from({ length: 2 * middle + 1 }, (_, index) => {
    const t = index - middle - shift;
    const sinc = t === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * t) / (Math.PI * t);
    const window = Math.sqrt(Math.max(0, 1 - (t / middle) ** 2));
    return (sinc * bessel0(BETA * window)) / bessel0(BETA);
  });
  const gain = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / gain);
}

interface Resampler {
  /** Output sample `n` stands at input sample `n · step / phases.length`. */
  step: number;
  /** Taps for each place between two input samples that an output sample may have. */
  phases: Float64Array[];
}

const resamplers = new Map<number, Resampler>();

function resamplerFor(rate: number): Resampler {
  const divisor = greatestCommonDivisor(rate, TELEPHONE_RATE);
  const count = TELEPHONE_RATE / divisor;
  const made = resamplers.get(rate) ?? {
    step: rate / divisor,
    phases: Array.from({ length: count }, (_, phase) => lowPass(rate, phase / count)),
  };
  resamplers.set(rate, made);
  return made;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Any rate from 8 kHz up → 8 kHz: a linear-phase low pass at 3.5 kHz, computed only where a sample is kept. */
export function toTelephoneRate(input: Float32Array, rate: number): Float32Array {
  const { step, phases } = resamplerFor(rate);
  const output = new Float32Array(Math.ceil((input.length * phases.length) / step));
  for (let index = 0; index < output.length; index += 1) {
    const place = index * step;
    const taps = phases[place % phases.length] ?? new Float64Array();
    const first = Math.floor(place / phases.length) - (taps.length - 1) / 2;
    let sum = 0;
    for (let tap = Math.max(0, -first); tap < taps.length && first + tap < input.length; tap += 1) {
      sum += (taps[tap] ?? 0) * (input[first + tap] ?? 0);
    }
    output[index] = sum;
  }
  return output;
}

/** One second-order Butterworth section, high pass at 120 Hz for 8 kHz (bilinear transform). */
function highPassSection(input: Float32Array, quality: number): Float32Array {
  const omega = (2 * Math.PI * LOW_HERTZ) / 8000;
  const alpha = Math.sin(omega) / (2 * quality);
  const cos = Math.cos(omega);
  const a0 = 1 + alpha;
  const b0 = (1 + cos) / 2 / a0;
  const a1 = (-2 * cos) / a0;
  const a2 = (1 - alpha) / a0;
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return input.map((x) => {
    const y = b0 * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}

/** Removes what lies below 120 Hz: a fourth-order Butterworth, two sections. */
export function highPass(input: Float32Array): Float32Array {
  return highPassSection(highPassSection(input, 0.5412), 1.3066);
}
