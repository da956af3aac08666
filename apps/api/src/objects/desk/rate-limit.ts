/** Webhooks an endpoint may send (security, "Limits"). Beyond it they are counted in one coalesced alert. */
const BURST = { count: 60, seconds: 10 };
const HOURLY = { count: 1_000, seconds: 3600 };

export interface LimitHit {
  limit: string;
  retryAfterSeconds: number;
}

type Window = { startedAt: number; count: number };

/**
 * Fixed windows a key, in the Desk's memory: a limiter in the Worker could not coalesce. A restart begins with empty
 * windows, which only ever lets more through.
 */
export class RateLimit {
  private readonly windows = new Map<string, Window>();

  /** Counts one webhook of an endpoint; the limit it hit, or null. */
  hit(endpointId: string, now: number): LimitHit | null {
    const burst = this.over(`${endpointId} burst`, BURST, now);
    const hourly = this.over(`${endpointId} hour`, HOURLY, now);
    if (burst !== null)
      return { limit: `${BURST.count} webhooks in ${BURST.seconds} s an endpoint`, retryAfterSeconds: burst };
    if (hourly !== null)
      return { limit: `${HOURLY.count} webhooks an hour an endpoint`, retryAfterSeconds: hourly };
    return null;
  }

  /** Seconds until the window ends when it is over its count, else null. */
  private over(key: string, { count, seconds }: typeof BURST, now: number): number | null {
    const current = this.windows.get(key);
    const window =
      current !== undefined && now - current.startedAt < seconds * 1000
        ? current
        : { startedAt: now, count: 0 };
    window.count += 1;
    this.windows.set(key, window);
    return window.count <= count
      ? null
      : Math.max(1, Math.ceil((window.startedAt + seconds * 1000 - now) / 1000));
  }
}
