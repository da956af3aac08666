/** A rule that waits for the nth event within a time. Events are counted a rule; see `docs/rules.md`. */
export interface RuleCount {
  /** The rule matches from this event on: 2 or more, since every first event is the first. */
  times: number;
  withinSeconds: number;
  /** `dedup_key`: events of the same problem. `endpoint`: every event of the endpoint that the rule is about. */
  per: CountedPer;
}

export const COUNTED_PER = ["dedup_key", "endpoint"] as const;
export type CountedPer = (typeof COUNTED_PER)[number];

/** So many moments are kept a rule and key, and so long. Inclusive. */
export const COUNT_LIMITS = {
  times: { min: 1, max: 100 },
  withinSeconds: { min: 10, max: 86_400 },
} as const;

/** Moments of earlier events, milliseconds since the epoch, oldest first. */
export type Moments = readonly number[];

/** How many of them lie within the window that ends now. */
export function countWithin({ withinSeconds }: RuleCount, earlier: Moments, now: number): number {
  return earlier.filter((moment) => moment > now - withinSeconds * 1000).length;
}

/**
 * The moments to keep when events come now: no more than decide. Older ones cannot be within the window again.
 * @param times how many events came
 */
export function countedWith(count: RuleCount, earlier: Moments, now: number, times = 1): number[] {
  const kept = earlier.filter((moment) => moment > now - count.withinSeconds * 1000);
  const more = Array.from({ length: Math.min(times, count.times) }, () => now);
  return [...kept, ...more].slice(-count.times);
}
