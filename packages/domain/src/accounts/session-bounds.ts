const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long a session lives unused: a day, or a week with "Stay logged in"; and at most, however it is used. */
export const SESSION_LIFE = { idleMs: DAY_MS, idleStaysMs: 7 * DAY_MS, mostMs: 90 * DAY_MS } as const;
/** How long a cookie's token is good before it has to be renewed. */
export const TOKEN_SECONDS = 15 * 60;
/** A second request of the same browser may still carry the token that the first one renewed. */
export const RENEWAL_GRACE_MS = 30_000;
/** How long a password or code typed again counts. */
export const STEP_UP_MS = 10 * 60_000;

/** Until when a session lives that was made and used last then; milliseconds since the epoch, the moment itself is over. */
export function sessionBounds(
  createdAt: number,
  usedAt: number,
  stays: boolean,
): { idleUntil: number; endsAt: number } {
  const endsAt = createdAt + SESSION_LIFE.mostMs;
  const idle = stays ? SESSION_LIFE.idleStaysMs : SESSION_LIFE.idleMs;
  return { idleUntil: Math.min(usedAt + idle, endsAt), endsAt };
}

/** Whether a step-up done then still counts now. One from the future does not. */
export function stepUpIsFresh(steppedUpAt: number | null, now: number): boolean {
  return steppedUpAt !== null && steppedUpAt <= now && now < steppedUpAt + STEP_UP_MS;
}
