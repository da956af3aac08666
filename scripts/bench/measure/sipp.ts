import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

import type { Bench } from "../bench.ts";
import { sendAtRate } from "../load/rate.ts";
import { type Sent, sendWebhook } from "../load/webhook.ts";
import { Sipp, type SippInvite } from "../sipp/sipp.ts";
import { collectRings, type RingResult } from "./ring.ts";

export interface SippResult {
  rate: number;
  seconds: number;
  rings: RingResult<SippInvite>;
  /** Alerts whose second webhook, which ends them, was accepted. */
  resolved: number;
}

const RATE = 20;
/** The trunks' OPTIONS reach SIPp in place of the handsets. */
const REST_MS = 6_000;
/** From a webhook to the one that says it is over: a second of ringing, and two of listening. */
const RESOLVE_AFTER_MS = 3_000;

/**
 * A steady load with SIPp as the carrier: INVITEs counted and timed by its log, at the address of the benchmark's handsets,
 * which end. SIPp presses no key, so each alert is resolved by its tool while its call is on: twice the webhooks.
 */
export async function measureSipp(bench: Bench): Promise<SippResult> {
  await bench.handsets.stop();
  const { addresses, installation, plan } = bench;
  const sipp = await Sipp.start(addresses.uas, addresses.sipPort, installation.stateDir);
  try {
    await wait(REST_MS);
    const seconds = plan.quick ? 20 : 60;
    const endings: Promise<Sent>[] = [];
    const sent = await sendAtRate(RATE, seconds, async (lateMs) => {
      const lane = bench.lanes.take();
      const words = { title: `Checkout fails in region ${lane.organization}`, dedupKey: randomUUID() };
      const one = await sendWebhook(bench.frontProxy, lane, words, lateMs);
      const end = (): Promise<Sent> =>
        sendWebhook(bench.frontProxy, lane, { ...words, state: "resolved" as const });
      endings.push(wait(RESOLVE_AFTER_MS).then(end));
      return one;
    });
    const rings = await collectRings(sipp, sent);
    const resolved = (await Promise.all(endings)).filter(({ status }) => status === 202).length;
    return { rate: RATE, seconds, rings, resolved };
  } finally {
    await sipp.stop();
  }
}
