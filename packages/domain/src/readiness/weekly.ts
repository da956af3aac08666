import { DAY_MS, HOUR_MS, WEEK_MS } from "../schedules/wall.ts";
import { ZoneClock } from "../schedules/zone-clock.ts";

/** 1 January 1970 was a Thursday: the Monday before it, on any wall. */
const FIRST_MONDAY = -3 * DAY_MS;
const AT_MS = 9 * HOUR_MS;

/**
 * The first Monday 09:00 after a moment, on a zone's wall: when the weekly mail is due next. A zone that this runtime does
 * not know is read as UTC. Milliseconds since the epoch.
 */
export function nextMondayNine(after: number, timeZone: string): number {
  const clock = clockOf(timeZone, after);
  const wall = clock.read(after);
  const monday = wall - ((((wall - FIRST_MONDAY) % WEEK_MS) + WEEK_MS) % WEEK_MS) + AT_MS;
  const due = clock.reach(monday);
  return due > after ? due : clock.reach(monday + WEEK_MS);
}

function clockOf(timeZone: string, at: number): ZoneClock {
  try {
    return new ZoneClock(timeZone, at - WEEK_MS, at + 2 * WEEK_MS);
  } catch {
    return new ZoneClock("UTC", at - WEEK_MS, at + 2 * WEEK_MS); // A RangeError is how an unknown zone is told.
  }
}
