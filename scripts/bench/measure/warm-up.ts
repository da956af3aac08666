import type { Bench } from "../bench.ts";
import { USUAL_CALL } from "../bench.ts";
import { sendAtRate } from "../load/rate.ts";
import { collectRings, type RingResult } from "./ring.ts";

/** A second. The voice speaks three of them on a quick machine; what it did not get to would be spoken in a measurement. */
const RATE = 1.5;

/** Rings each organization once: its Desk has its configuration, and the words of its alerts are spoken and stored. */
export async function warmUp(bench: Bench): Promise<RingResult> {
  bench.handsets.behave(USUAL_CALL);
  const seconds = bench.plan.organizations / RATE;
  const sent = await sendAtRate(RATE, seconds, (lateMs) => bench.alert(lateMs));
  return collectRings(bench.handsets, sent);
}
