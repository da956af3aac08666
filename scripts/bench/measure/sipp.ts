import { setTimeout as wait } from "node:timers/promises";

import type { Bench, Cost } from "../bench.ts";
import { sendAtRate } from "../load/rate.ts";
import { Sipp, type SippInvite } from "../sipp/sipp.ts";
import { collectRings, type RingResult } from "./ring.ts";

export interface SippResult {
  rate: number;
  seconds: number;
  rings: RingResult<SippInvite>;
  cost: Cost;
}

const RATE = 20;
/** The trunks' OPTIONS reach SIPp in place of the handsets. */
const REST_MS = 6_000;
const RUN_IN_SECONDS = 30;

/**
 * A steady load with SIPp as the carrier: INVITEs counted and timed by its log, at the address of the benchmark's handsets,
 * which end. SIPp presses no key: the plans of a run that asks for it ring again only when it is over.
 */
export async function measureSipp(bench: Bench): Promise<SippResult> {
  await bench.handsets.stop();
  const { addresses, installation, plan } = bench;
  const sipp = await Sipp.start(addresses.uas, addresses.sipPort, installation.stateDir);
  try {
    await wait(REST_MS);
    // As the benchmark's own loads begin: what is measured is no first minute.
    await sendAtRate(5, RUN_IN_SECONDS, (lateMs) => bench.alert(lateMs));
    await wait(REST_MS);
    const seconds = plan.quick ? 20 : 60;
    const { result: sent, cost } = await bench.costOf(
      () => sendAtRate(RATE, seconds, (lateMs) => bench.alert(lateMs)),
      { ...bench.pids(), handsets: sipp.pid },
    );
    return { rate: RATE, seconds, rings: await collectRings(sipp, sent), cost };
  } finally {
    await sipp.stop();
  }
}
