import type { Bench } from "../bench.ts";
import { distribution } from "../report/stats.ts";
import { measureLoad, type LoadResult } from "./load.ts";

/** What "sustained" means. */
export const MOST_P99_MS = 1000;

/** Rising rates until one is not sustained; that one is in the list too. */
export async function measureCeiling(bench: Bench): Promise<LoadResult[]> {
  const results: LoadResult[] = [];
  for (const rate of bench.plan.ceilingRates) {
    const result = await measureLoad(bench, rate, bench.plan.ceilingSeconds);
    results.push(result);
    if (!isSustained(result)) break;
  }
  return results;
}

/** Every webhook accepted, every INVITE there, 99 of 100 within a second. */
export function isSustained({ rings }: LoadResult): boolean {
  const p99 = distribution(rings.inviteMs)?.p99 ?? Infinity;
  return rings.accepted === rings.sent && rings.lost === 0 && p99 <= MOST_P99_MS;
}
