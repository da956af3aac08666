/** One engine's circuit breaker. Times are milliseconds since the epoch. */
export type BreakerState = "closed" | "open" | "probing";

/** Different words, so that a text which no voice can say, tried again and again, takes the voice from nobody else. */
const FAILURES_IN_A_ROW = 3;
const FIRST_REST_MILLISECONDS = 15_000;
const LONGEST_REST_MILLISECONDS = 120_000;
/** A probe that is not heard of again was lost with its request. */
const PROBE_MILLISECONDS = 10_000;

export interface Breaker {
  state(): BreakerState;
  /** Whether the engine may be asked now. The one request that is let through after a rest is its probe. */
  ask(now: number): boolean;
  worked(): void;
  failed(words: string, now: number): void;
}

/** Opens after three failures in a row; after a rest one request probes, and closes it or makes the next rest twice as long. */
export function createBreaker(onChange: (state: BreakerState) => void): Breaker {
  let state: BreakerState = "closed";
  let failures = new Set<string>();
  let rests = 0;
  let until = 0;
  const become = (next: BreakerState) => {
    const isChange = state !== next;
    state = next;
    if (isChange) onChange(next);
  };
  return {
    state: () => state,
    ask(now) {
      if (state === "closed") return true;
      if (now < until) return false;
      until = now + PROBE_MILLISECONDS;
      become("probing");
      return true;
    },
    worked() {
      failures = new Set();
      rests = 0;
      become("closed");
    },
    failed(words, now) {
      failures.add(words);
      if (state === "closed" && failures.size < FAILURES_IN_A_ROW) return;
      if (state === "open") return;
      until = now + Math.min(LONGEST_REST_MILLISECONDS, FIRST_REST_MILLISECONDS * 2 ** rests);
      rests += 1;
      become("open");
    },
  };
}
