import { setTimeout as wait } from "node:timers/promises";

import { USUAL_CALL, type Bench, type Cost } from "../bench.ts";
import type { Behaviour } from "../uas/protocol.ts";
import { sendAtRate } from "../load/rate.ts";
import { collectRings, type RingResult } from "./ring.ts";

export interface LoadResult {
  rate: number;
  seconds: number;
  rings: RingResult;
  cost: Cost;
}

/** Lets the calls of the last measurement end, and the projections that follow them. */
const REST_MS = 6_000;

/** Alerts at a steady rate, each from another organization, endpoint and number than its neighbours. */
export async function measureLoad(
  bench: Bench,
  rate: number,
  seconds: number,
  { behaviour = USUAL_CALL, title }: { behaviour?: Behaviour; title?: () => string } = {},
): Promise<LoadResult> {
  await wait(REST_MS);
  bench.handsets.behave(behaviour);
  const { result, cost } = await bench.costOf(() =>
    sendAtRate(rate, seconds, (lateMs) => bench.alert(lateMs, title?.())),
  );
  return { rate, seconds, rings: await collectRings(bench.handsets, result), cost };
}
