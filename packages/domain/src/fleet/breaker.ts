/** What one leg showed of its trunk. A busy, refusing or silent person is no failure: the trunk carried the call. */
export interface LegResult {
  /** Milliseconds since the epoch. */
  at: number;
  worked: boolean;
  /** E.164: what fails for one number, or two, may be theirs. */
  number: string;
  /** The outcome, for people: `trunk_silent`. */
  reason: string;
}

/**
 * The circuit breaker of one trunk for one country. `open`: only where nothing else is left, until `until`; then one call
 * is its probe. `times` counts openings in a row, each twice as long.
 */
export type Breaker =
  | { state: "closed"; recent: readonly LegResult[] }
  | { state: "open"; until: number; times: number; reason: string }
  | { state: "probing"; until: number; times: number; reason: string };

export const CLOSED: Breaker = { state: "closed", recent: [] };

/** Older results say nothing of now. */
const RECENT_MS = 5 * 60_000;
const MOST_RECENT = 20;
const FAILURES_IN_A_ROW = 5;
/** Of at least so many, half must have worked. */
const ENOUGH = 10;
/** A dead number, or two, must not take a country's calls off a trunk. */
const NUMBERS = 3;
const FIRST_OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 10 * 60_000;
/** A probe that is not heard of again by then was lost with whatever carried it: another may go. */
const PROBE_MS = 60_000;

/** The breaker after one more result. One that comes late, from before an opening, changes nothing. */
export function afterResult(breaker: Breaker, result: LegResult): Breaker {
  if (breaker.state !== "closed") {
    if (result.worked) return CLOSED;
    return breaker.state === "probing" ? opened(result, breaker.times + 1) : breaker;
  }
  const recent = [...breaker.recent, result]
    .filter(({ at }) => result.at - at <= RECENT_MS)
    .slice(-MOST_RECENT);
  return isBroken(recent) ? opened(result, 1) : { state: "closed", recent };
}

/** Whether a call may go this way now: `probe` when it is the one that finds out. */
export function permission(breaker: Breaker, now: number): "yes" | "probe" | "no" {
  if (breaker.state === "closed") return "yes";
  return now >= breaker.until ? "probe" : "no";
}

/** One call is on its way to find out; until it is heard of, no other is sent. */
export function beginProbe(breaker: Breaker, now: number): Breaker {
  if (permission(breaker, now) !== "probe" || breaker.state === "closed") return breaker;
  return { ...breaker, state: "probing", until: now + PROBE_MS };
}

function opened({ at, reason }: LegResult, times: number): Breaker {
  const open = Math.min(LONGEST_OPEN_MS, FIRST_OPEN_MS * 2 ** (times - 1));
  return { state: "open", until: at + open, times, reason };
}

function isBroken(recent: readonly LegResult[]): boolean {
  const failures = recent.filter(({ worked }) => !worked);
  if (new Set(failures.map(({ number }) => number)).size < NUMBERS) return false;
  const last = recent.slice(-FAILURES_IN_A_ROW);
  const row = last.length === FAILURES_IN_A_ROW && last.every(({ worked }) => !worked);
  return row || (recent.length >= ENOUGH && failures.length * 2 > recent.length);
}
