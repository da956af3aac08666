const MOST_DELAYS = 100;
/** Fewer say nothing of the hundredth call. */
const ENOUGH = 20;
/** 3 to 8 s without a sign are normal on real networks, and a cancelled INVITE can still ring for a moment. */
const FLOOR_MS = 10_000;
const LONGEST_MS = 20_000;
/** Where the trunk is in doubt already. */
const DOUBTFUL_MS = 3_000;

/** The last post-dial delays of a trunk in a country (INVITE to the first sign of ringing), milliseconds, oldest first. */
export type Delays = readonly number[];

export function withDelay(delays: Delays, delayMs: number): Delays {
  return [...delays, delayMs].slice(-MOST_DELAYS);
}

/** How long a leg may stay without ringing or progress before another route is tried: the learned p99, at least 10 s. */
export function silenceLimit(delays: Delays, isDoubtful: boolean): number {
  if (isDoubtful) return DOUBTFUL_MS;
  if (delays.length < ENOUGH) return FLOOR_MS;
  return Math.min(LONGEST_MS, Math.max(FLOOR_MS, percentile(delays, 0.99)));
}

/** The smallest of some values that a share of them (0 to 1) does not exceed; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
}
