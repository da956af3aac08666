import { highPass, toTelephoneRate } from "./filters.ts";
import { normalise } from "./level.ts";
import { trim } from "./silence.ts";

/** A voice's raw audio (−1 … 1, 8 kHz or more) → trimmed speech for a telephone: 8 kHz, 120 Hz to 3.5 kHz, −16 dBFS. */
export function master(raw: Float32Array, rate = 16_000): Float32Array {
  return normalise(trim(highPass(toTelephoneRate(raw, rate))));
}
