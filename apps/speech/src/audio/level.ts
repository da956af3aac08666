/** 20 ms at 8 kHz. Levels are in dBFS: 20 · log10(RMS), where a square wave of full scale is 0. */
const FRAME_SAMPLES = 160;
/** A frame is speech when it is within 25 dB of the loudest frame, and pauses do not lower the level (after ITU-T P.56). */
const SPEECH_RANGE_DB = 25;
const PEAK = 0.89;

export function toDb(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, 1e-6));
}

/** Root mean square of all samples, 0 for none. */
export function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** RMS of each whole 20 ms frame. */
export function frameLevels(samples: Float32Array): number[] {
  return Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, frame) =>
    rms(samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES)),
  );
}

/** Level of the active speech in dBFS: frames that are pauses are left out. −120 for silence. */
export function activeSpeechDb(samples: Float32Array): number {
  const levels = frameLevels(samples);
  const floor = Math.max(0, ...levels) * 10 ** (-SPEECH_RANGE_DB / 20);
  const active = levels.filter((level) => level > 0 && level >= floor);
  if (active.length === 0) return -120;
  return toDb(Math.sqrt(active.reduce((sum, level) => sum + level * level, 0) / active.length));
}

/** Rounds what exceeds 70 % of the peak instead of clipping it; leaves the rest as it is. */
function limit(sample: number): number {
  const knee = PEAK * 0.7;
  const over = Math.abs(sample) - knee;
  if (over <= 0) return sample;
  return Math.sign(sample) * (knee + (PEAK - knee) * Math.tanh(over / (PEAK - knee)));
}

/** Brings active speech to a level (−16 dBFS for a telephone) with peaks below −1 dBFS. Silence stays silence. */
export function normalise(samples: Float32Array, targetDb = -16): Float32Array {
  let gainDb = targetDb - activeSpeechDb(samples);
  if (gainDb > 80) return samples;
  let result = samples;
  // The limiter takes a little of the level away, so the gain is corrected once it is known how much.
  for (let round = 0; round < 3; round += 1) {
    const gain = 10 ** (gainDb / 20);
    result = samples.map((sample) => limit(sample * gain));
    gainDb += targetDb - activeSpeechDb(result);
  }
  return result;
}
