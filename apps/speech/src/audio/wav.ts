/** Telephone audio: 8,000 samples a second, one channel, 16 bits. Asterisk plays nothing wider from a URL. */
export const SAMPLE_RATE = 8000;
export const WAV_HEADER_BYTES = 44;

/**
 * Samples (−1 … 1, 8 kHz, mono) as a WAV file: s16le with the plain 44-byte RIFF header, no other chunk.
 * Values beyond the range are clipped.
 */
export function encodeWav(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const dataBytes = samples.length * 2;
  const wav = new Uint8Array(WAV_HEADER_BYTES + dataBytes);
  const view = new DataView(wav.buffer);
  const ascii = (at: number, text: string) => wav.set(new TextEncoder().encode(text), at);
  ascii(0, "RIFF");
  view.setUint32(4, WAV_HEADER_BYTES - 8 + dataBytes, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, "data");
  view.setUint32(40, dataBytes, true);
  samples.forEach((sample, index) => view.setInt16(WAV_HEADER_BYTES + index * 2, toInt16(sample), true));
  return wav;
}

/** A sample of −1 … 1 as a 16-bit integer, clipped. */
export function toInt16(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * 32767);
}

/** Little-endian 16-bit samples as floats of −1 … 1. An odd last byte is ignored. */
export function fromInt16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from(
    { length: bytes.byteLength >> 1 },
    (_, index) => view.getInt16(index * 2, true) / 32768,
  );
}
