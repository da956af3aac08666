/**
 * Calls per second of each trunk: a token bucket that holds one second's worth. Memory only: an object that slept has
 * had time to fill it.
 */
export class Pace {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** Takes one call's token. `callsPerSecond` may be below one. `leavesOne`: the last token stays, if there is ever a second. */
  take(trunkId: string, callsPerSecond: number, now: number, leavesOne = false): boolean {
    const most = Math.max(1, callsPerSecond);
    const bucket = this.buckets.get(trunkId) ?? { tokens: most, at: now };
    const tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 1000) * callsPerSecond);
    const granted = tokens >= (leavesOne && most >= 2 ? 2 : 1);
    this.buckets.set(trunkId, { tokens: granted ? tokens - 1 : tokens, at: now });
    return granted;
  }
}
