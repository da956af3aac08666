import type { LocalDate, Weekday } from "./schedule.ts";
import { WEEKDAYS } from "./schedule.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

/**
 * What a clock on the wall shows, as the milliseconds since the epoch at which a clock of UTC shows the same. Arithmetic
 * with it knows no DST; `ZoneClock` says when a wall shows it.
 */
export type WallMs = number;

/** 1 January 1970 was a Thursday; the Monday before it is where weeks are counted from. */
const FIRST_MONDAY: WallMs = -3 * DAY_MS;

/** Local midnight of a date. */
export function wallOf(date: LocalDate): WallMs {
  return Date.parse(`${date}T00:00:00Z`);
}

/** Monday, 00:00, of the week that a reading lies in. */
export function mondayOf(wall: WallMs): WallMs {
  return FIRST_MONDAY + Math.floor((wall - FIRST_MONDAY) / WEEK_MS) * WEEK_MS;
}

/** Milliseconds from Monday, 00:00, to a weekday's midnight. */
export function sinceMonday(day: Weekday): number {
  return WEEKDAYS.indexOf(day) * DAY_MS;
}
