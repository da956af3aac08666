/** µ-law, ITU-T G.711: 14-bit samples in 8 bits, complemented, the codec of the telephone network. */
const BIAS = 33;
/** Largest magnitude whose biased value still fits 13 bits. */
const CLIP = 8158;

/** One 16-bit sample → one µ-law byte. */
export function encodeMulawSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(CLIP, Math.abs(sample) >> 2) + BIAS;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 5);
  const mantissa = (magnitude >> (exponent + 1)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** One µ-law byte → one 16-bit sample. */
export function decodeMulawSample(byte: number): number {
  const bits = ~byte & 0xff;
  const exponent = (bits >> 4) & 7;
  const magnitude = ((((bits & 0x0f) << 1) | 0x21) << exponent) - BIAS;
  return (bits & 0x80 ? -magnitude : magnitude) * 4;
}

/** Samples of −1 … 1 → µ-law bytes. */
export function encodeMulaw(samples: Float32Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(samples, (sample) =>
    encodeMulawSample(Math.round(Math.max(-1, Math.min(1, sample)) * 32767)),
  );
}

const DECODED = Float32Array.from({ length: 256 }, (_, byte) => decodeMulawSample(byte) / 32768);

/** µ-law bytes → samples of −1 … 1. */
export function decodeMulaw(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, (byte) => DECODED[byte] ?? 0);
}
