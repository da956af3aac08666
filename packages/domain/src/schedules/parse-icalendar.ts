import ICAL from "ical.js";
import type { Parsed, Report } from "../rules/problem.ts";
import { collect } from "../rules/problem.ts";
import { findPeople, type Person } from "./ical-people.ts";
import { type Budget, MOST_OCCURRENCES, occurrencesOf, readRule, wallOfTime } from "./ical-recurrence.ts";
import type { Reading } from "./ical-time.ts";
import { lengthOf, momentOf, readingOf, zoneOf } from "./ical-time.ts";
import { SCHEDULE_LIMITS } from "./schedule.ts";
import { DAY_MS } from "./wall.ts";

type Component = InstanceType<typeof ICAL.Component>;

/** Somebody on call from `start` until just before `end`, milliseconds since the epoch: what an override needs. */
export interface ImportedShift {
  start: number;
  end: number;
  members: string[];
}

export interface ImportOptions {
  /** Where dates and times without a zone are meant. */
  timeZone: string;
  /** Shifts that lie in part between these are taken; milliseconds since the epoch. */
  from: number;
  to: number;
  /** Who an event's attendees or summary can mean. */
  people: readonly Person[];
}

/**
 * The shifts of a calendar (RFC 5545), each occurrence of a repeated event being one. What cannot be followed exactly is
 * a problem with the event's number, and then nothing is taken: half an import leaves nights without anybody.
 */
export function parseICalendar(
  text: string,
  options: ImportOptions,
): Parsed<ImportedShift[], "invalid_icalendar"> {
  return collect("invalid_icalendar", (report) => {
    const calendar = readCalendar(text, report);
    if (calendar === undefined) return undefined;
    const events = calendar.getAllSubcomponents("vevent");
    if (events.length === 0) report("calendar", "missing", "The calendar holds no events.");
    const budget: Budget = { left: MOST_OCCURRENCES };
    const shifts = events.flatMap((event, index) =>
      shiftsOf(event, `events[${index}]`, { ...options, budget }, report),
    );
    const most = SCHEDULE_LIMITS.overrides;
    if (shifts.length > most)
      report(
        "calendar",
        "out_of_range",
        `${shifts.length} shifts; at most ${most} at once. Import less of it.`,
      );
    return shifts.toSorted((one, other) => one.start - other.start);
  });
}

function readCalendar(text: string, report: Report): Component | undefined {
  // The parser has no words for it.
  if (text.trim() === "") {
    report("calendar", "missing", "The file is empty.");
    return undefined;
  }
  try {
    const calendar = ICAL.Component.fromString(text);
    if (calendar.name === "vcalendar") return calendar;
    report("calendar", "wrong_type", `This is a ${calendar.name.toUpperCase()}, not a VCALENDAR.`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report("calendar", "wrong_type", `This is no iCalendar file: ${why.slice(0, 200)}`);
  }
  return undefined;
}

function shiftsOf(
  event: Component,
  path: string,
  options: ImportOptions & { budget: Budget },
  report: Report,
): ImportedShift[] {
  // RFC 5545, 3.8.1.11: a cancelled event does not take place.
  if (event.getFirstPropertyValue("status") === "CANCELLED") return [];
  const start = readingOf(event.getFirstProperty("dtstart"), options.timeZone, path, report);
  const rule = readRule(event, path, report);
  const members = findPeople(event, options.people, path, report);
  if (start === undefined || rule === undefined) return [];
  const length = lengthOf(event, start, path, report);
  if (length === undefined) return [];
  const until = rule?.until ? untilOf(rule.until, start) : Infinity;
  const beginsAt = (wall: number): number => momentOf(wall, start.timeZone);
  const walls =
    rule === null
      ? [wallOfTime(start.time)]
      : occurrencesOf(rule, start.time, options.budget, (wall) => {
          const at = beginsAt(wall);
          return at <= until && at < options.to;
        });
  if (walls === null) {
    report(
      path,
      "out_of_range",
      `The rules of this file have more than ${MOST_OCCURRENCES} occurrences. Let them begin nearer to today, or import less.`,
    );
    return [];
  }
  const excluded = excludedOf(event, start, path, report);
  const shifts = walls.map((wall) => {
    const begins = beginsAt(wall);
    const ends =
      "days" in length ? momentOf(wall + length.days * DAY_MS, start.timeZone) : begins + length.exactMs;
    return { start: begins, end: ends, members };
  });
  if (shifts.some((shift) => shift.end <= shift.start))
    report(path, "never_matches", "The event ends before it begins, or at once.");
  if (shifts.some((shift) => shift.end - shift.start > SCHEDULE_LIMITS.overrideMs))
    report(path, "out_of_range", "The event lasts more than a year; change a layer instead.");
  return shifts.filter(
    (shift) => !excluded.has(shift.start) && shift.end > options.from && shift.start < options.to,
  );
}

/** UNTIL is UTC, or like DTSTART (RFC 5545, 3.3.10); a date takes in the whole of its day. */
function untilOf(until: InstanceType<typeof ICAL.Time>, start: Reading): number {
  const wall = wallOfTime(until) + (until.isDate ? DAY_MS - 1 : 0);
  return until.zone === ICAL.Timezone.utcTimezone ? wall : momentOf(wall, start.timeZone);
}

/** Moments at which no occurrence begins. Another type than DTSTART's would exclude nothing (RFC 5545, 3.8.5.1). */
function excludedOf(event: Component, start: Reading, path: string, report: Report): Set<number> {
  const moments = event.getAllProperties("exdate").flatMap((property) =>
    property.getValues().map((time: unknown) => {
      if (time instanceof ICAL.Time && time.isDate === start.allDay)
        return momentOf(wallOfTime(time), zoneOf(property, time, start.timeZone, path, report));
      report(path, "wrong_type", "An EXDATE is a date where DTSTART is one, and else a time.");
      return 0;
    }),
  );
  return new Set(moments);
}
