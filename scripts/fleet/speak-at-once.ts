import { setTimeout as wait } from "node:timers/promises";

import type { Behaviour } from "../bench/uas/protocol.ts";
import { distribution } from "../bench/report/stats.ts";
import type { Finding } from "./finding.ts";
import type { Rig } from "./rig.ts";

const CALLS = 100;
/** All of them are answered within five seconds, and each listens for fifteen. */
const CALL: Behaviour = { ringMs: 3_000, keyAfterMs: 15_000, hangUpAfterKeyMs: 2_000 };
const OVER_AFTER_MS = 25_000;
/** A packet comes every 20 ms; the jitter buffer of a telephone holds 60 ms, so a wait of 80 is not heard. */
const HEARD_GAP_MS = 80;

/** A hundred calls that speak at the same time: no packet missing, none so late that a person hears it. */
export async function speakAtOnce(rig: Rig): Promise<Finding[]> {
  await rig.untilWell();
  rig.behave(CALL);
  const sent = await rig.alerts(CALLS, 20);
  await wait(OVER_AFTER_MS);
  const calls = sent.flatMap((one) => rig.callsTo(one)).filter(({ answeredAt }) => answeredAt !== null);
  const lastAnswer = Math.max(...calls.map(({ answeredAt }) => answeredAt ?? 0));
  const firstEnd = Math.min(...calls.map(({ endedAt }) => endedAt ?? Infinity));
  const atOnce = calls.filter(
    ({ answeredAt, endedAt }) => (answeredAt ?? 0) <= lastAnswer && (endedAt ?? 0) >= lastAnswer,
  );
  const lost = calls.reduce((sum, call) => sum + call.lostPackets, 0);
  const packets = calls.reduce((sum, call) => sum + call.packets, 0);
  const gaps = distribution(calls.map(({ longestGapMs }) => longestGapMs));
  return [
    {
      promise: `${CALLS} calls in speech at once: no gap in the audio`,
      seen: `${atOnce.length} at once; ${packets} packets, ${lost} missing; longest wait for one ${gaps?.max.toFixed(0)} ms (p50 of calls ${gaps?.p50.toFixed(0)} ms)`,
      held:
        atOnce.length === CALLS &&
        firstEnd > lastAnswer &&
        lost === 0 &&
        (gaps?.max ?? Infinity) <= HEARD_GAP_MS,
    },
  ];
}
