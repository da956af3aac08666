import ICAL from "ical.js";
import type { Report } from "../rules/problem.ts";
import { wallOfTime } from "./ical-recurrence.ts";
import { readTimeZone } from "./parse-parts.ts";
import { DAY_MS } from "./wall.ts";
import { ZoneClock } from "./zone-clock.ts";

type Time = InstanceType<typeof ICAL.Time>;
type Property = InstanceType<typeof ICAL.Property>;
type Component = InstanceType<typeof ICAL.Component>;

/** A DTSTART, DTEND or EXDATE: what the wall shows, and where. */
export interface Reading {
  time: Time;
  timeZone: string;
  /** A date without a time. */
  allDay: boolean;
}

/** The first value of a property; one without a zone (RFC 5545, 3.3.5, form 1), and a date, is in the schedule's. */
export function readingOf(
  property: Property | null,
  timeZone: string,
  path: string,
  report: Report,
): Reading | undefined {
  const time = property?.getFirstValue();
  if (property === null || !(time instanceof ICAL.Time)) {
    report(path, "missing", "The event says not when it begins.");
    return undefined;
  }
  return { time, timeZone: zoneOf(property, time, timeZone, path, report), allDay: time.isDate };
}

export function zoneOf(
  property: Property,
  time: Time,
  timeZone: string,
  path: string,
  report: Report,
): string {
  if (time.zone === ICAL.Timezone.utcTimezone) return "UTC";
  const named: unknown = property.getParameter("tzid");
  return named === undefined || named === null ? timeZone : readTimeZone(named, `${path}.TZID`, report);
}

/** The moment at which the wall of a zone first shows this. */
export function momentOf(wall: number, timeZone: string): number {
  return new ZoneClock(timeZone, wall - DAY_MS, wall + DAY_MS).reach(wall);
}

/** How long an event lasts: exactly so many milliseconds, or so many dates. RFC 5545, 3.6.1 and 3.8.5.3. */
export function lengthOf(
  event: Component,
  start: Reading,
  path: string,
  report: Report,
): { exactMs: number } | { days: number } | undefined {
  const duration = event.getFirstPropertyValue("duration");
  if (duration instanceof ICAL.Duration) return { exactMs: duration.toSeconds() * 1000 };
  if (!event.hasProperty("dtend")) {
    if (start.allDay) return { days: 1 };
    report(path, "missing", "The event has neither DTEND nor DURATION.");
    return undefined;
  }
  const end = readingOf(event.getFirstProperty("dtend"), start.timeZone, path, report);
  if (end === undefined) return undefined;
  const [startWall, endWall] = [wallOfTime(start.time), wallOfTime(end.time)];
  return start.allDay
    ? { days: (endWall - startWall) / DAY_MS }
    : { exactMs: momentOf(endWall, end.timeZone) - momentOf(startWall, start.timeZone) };
}
