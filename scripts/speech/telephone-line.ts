import { decodeMulaw, encodeMulaw } from "@callping/speech/audio/mulaw";

/** 20 ms at 8 kHz: what one RTP packet carries. */
const PACKET_SAMPLES = 160;
const LOST_SHARE = 0.01;
/** What a telephone plays for a lost packet: the one before, at half its level, and nothing after three (after G.711, appendix I). */
const REPEAT_GAIN = 0.5;
const MOST_REPEATS = 3;

/**
 * Speech (8 kHz) as it reaches an ear: through µ-law, with one packet in a hundred lost and concealed.
 * @param seed the same packets are lost for the same seed, in every run
 */
export function throughLine(samples: Float32Array, seed: number, lostShare = LOST_SHARE): Float32Array {
  const heard = decodeMulaw(encodeMulaw(samples));
  const isLost = losses(seed, lostShare);
  let repeats = 0;
  for (let at = PACKET_SAMPLES; at < heard.length; at += PACKET_SAMPLES) {
    repeats = isLost() ? repeats + 1 : 0;
    if (repeats === 0) continue;
    const gain = repeats > MOST_REPEATS ? 0 : REPEAT_GAIN;
    for (let n = at; n < Math.min(at + PACKET_SAMPLES, heard.length); n += 1)
      heard[n] = (heard[n - PACKET_SAMPLES] ?? 0) * gain;
  }
  return heard;
}

/** A linear congruential generator (Numerical Recipes): which packets never arrive. */
function losses(seed: number, share: number): () => boolean {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 < share;
  };
}
