/** What webhooks are counted by, and how many are let through (security, "Limits"). Beyond it they are one coalesced alert. */
const LIMITS = [
  { of: "an endpoint", count: 60, seconds: 10, window: "in 10 s" },
  { of: "an endpoint", count: 1_000, seconds: 3600, window: "an hour" },
  { of: "an organization", count: 300, seconds: 10, window: "in 10 s" },
  { of: "an organization", count: 5_000, seconds: 3600, window: "an hour" },
] as const;

type Limit = (typeof LIMITS)[number];

export interface LimitHit {
  limit: string;
  retryAfterSeconds: number;
}

type Window = { startedAt: number; count: number };

/**
 * Fixed windows in the Desk's memory: a limiter in the Worker could not coalesce. A restart begins with empty windows,
 * which only ever lets more through. An organization of several Desks has its limit in each.
 */
export class RateLimit {
  private readonly windows = new Map<string, Window>();

  /** Counts one webhook of an endpoint; the limit it hit, or null. */
  hit(endpointId: string, now: number): LimitHit | null {
    const hits = LIMITS.flatMap((limit): LimitHit[] => {
      const key = `${limit.of === "an endpoint" ? endpointId : ""} ${limit.seconds}`;
      const retryAfterSeconds = this.over(key, limit, now);
      if (retryAfterSeconds === null) return [];
      return [{ limit: `${limit.count} webhooks ${limit.window} ${limit.of}`, retryAfterSeconds }];
    });
    return hits[0] ?? null;
  }

  /** Seconds until the window ends when it is over its count, else null. */
  private over(key: string, { count, seconds }: Limit, now: number): number | null {
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
