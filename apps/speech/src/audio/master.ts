import { halveRate, highPass } from "./filters.ts";
import { normalise } from "./level.ts";
import { trim } from "./silence.ts";

/** A voice's raw audio (16 kHz, −1 … 1) → trimmed speech for a telephone: 8 kHz, 120 Hz to 3.5 kHz, −16 dBFS. */
export function master(raw: Float32Array): Float32Array {
  return normalise(trim(highPass(halveRate(raw))));
}
