import { localTime } from "../rules/local-time.ts";
import { compileWindows, minuteOf, type TimeWindow, WEEKDAYS } from "../rules/time-window.ts";

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;
const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

/** Whether windows are open at a moment, and when that changes next. */
export interface Opening {
  isOpen: boolean;
  /** Milliseconds since the epoch, after the moment asked about; `null` when it never changes. */
  changesAt: number | null;
}

/**
 * Follows the clock on the wall: an hour that the clocks repeat is in a window twice, one that they skip in none; a
 * window whose edge is skipped begins or ends with the jump. Zones are off UTC by whole minutes since 1972.
 */
export function openingAt(windows: readonly TimeWindow[], timeZone: string, now: number): Opening {
  const test = compileWindows(windows);
  const isOpenAt = (at: number): boolean => test(localTime(at, timeZone));
  const isOpen = isOpenAt(now);
  const edges = edgesOf(windows);
  let at = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  // Each turn passes an edge or a change of the clocks: twice a week's edges see every change there is.
  for (let turn = 0; turn < 2 * edges.length + 8; turn += 1) {
    const next = nextEdge(edges, timeZone, at);
    if (next === null) break;
    at = next;
    if (isOpenAt(at) !== isOpen) return { isOpen, changesAt: at };
  }
  return { isOpen, changesAt: null };
}

/** Minutes of a week at which some window begins or ends. */
function edgesOf(windows: readonly TimeWindow[]): number[] {
  const edges = windows.flatMap(({ days, from, to }) =>
    days.flatMap((day) => {
      const start = WEEKDAYS.indexOf(day) * MINUTES_A_DAY;
      const end = start + minuteOf(to) + (minuteOf(to) <= minuteOf(from) ? MINUTES_A_DAY : 0);
      return [start + minuteOf(from), end % MINUTES_A_WEEK];
    }),
  );
  return [...new Set(edges)];
}

/** The next edge, or the change of the clocks that comes before it. */
function nextEdge(edges: readonly number[], timeZone: string, at: number): number | null {
  const here = minuteOfWeek(timeZone, at);
  const ahead = edges.map((edge) => (edge - here + MINUTES_A_WEEK) % MINUTES_A_WEEK || MINUTES_A_WEEK);
  if (ahead.length === 0) return null;
  const minutes = Math.min(...ahead);
  const isAsExpected = (after: number): boolean =>
    minuteOfWeek(timeZone, at + after * MINUTE_MS) === (here + after) % MINUTES_A_WEEK;
  if (isAsExpected(minutes)) return at + minutes * MINUTE_MS;
  let [before, after] = [0, minutes];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isAsExpected(middle)) before = middle;
    else after = middle;
  }
  return at + after * MINUTE_MS;
}

function minuteOfWeek(timeZone: string, at: number): number {
  const { weekday, minute } = localTime(at, timeZone);
  return WEEKDAYS.indexOf(weekday) * MINUTES_A_DAY + minute;
}

/** Whether windows leave no minute of a week free. */
export function neverClose(windows: readonly TimeWindow[]): boolean {
  const isOpen = compileWindows(windows);
  return WEEKDAYS.every((weekday) => {
    for (let minute = 0; minute < MINUTES_A_DAY; minute += 1) if (!isOpen({ weekday, minute })) return false;
    return true;
  });
}
