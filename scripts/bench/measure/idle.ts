import { SHORT_CALL, type Bench, type Cost } from "../bench.ts";
import type { Sent } from "../load/webhook.ts";
import { collectRings, type RingResult } from "./ring.ts";

const CALL_WITHIN_MS = 10_000;

/** One alert at a time: the next is sent when the call of the one before has ended. */
export async function measureIdle(bench: Bench): Promise<{ result: RingResult; cost: Cost }> {
  bench.handsets.behave(SHORT_CALL);
  return bench.costOf(async () => {
    const sent: Sent[] = [];
    for (let sample = 0; sample < bench.plan.idleSamples; sample += 1) {
      const one = await bench.alert();
      sent.push(one);
      const call = await bench.handsets.callTo(one.lane.number, one.sentAt, CALL_WITHIN_MS);
      if (call !== null) await bench.handsets.endOf(call.callId, CALL_WITHIN_MS);
    }
    return collectRings(bench.handsets, sent);
  });
}
