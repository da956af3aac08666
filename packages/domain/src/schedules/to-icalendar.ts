import { line, textLine, utcTime } from "./ical-lines.ts";
import { resolveShifts } from "./resolve-shifts.ts";
import type { Schedule, Shift } from "./schedule.ts";
import { DAY_MS } from "./wall.ts";

/** How far back a shift's true beginning is looked for, so that its UID stays while the window moves on. */
const LOOK_BACK_MS = 60 * DAY_MS;

export interface CalendarSource {
  schedule: Schedule;
  /** When it was changed last. RFC 5545, 3.8.7.2: what DTSTAMP means in a calendar without METHOD. */
  changedAt: number;
}

export interface CalendarOptions {
  /** Shifts that lie in part between these are in the calendar; milliseconds since the epoch. */
  from: number;
  to: number;
  /** Names to show, by id; somebody without one is shown by id. */
  names: Readonly<Record<string, string>>;
  /** Only this person's shifts, and no gaps. */
  memberId?: string;
}

/**
 * A calendar (RFC 5545) of who is on call on these schedules, times in UTC. A gap is an event as well: nobody should find out by an alert.
 * The UID of a shift follows from the schedule, its beginning and its people, so that readers recognise it.
 */
export function toICalendar(sources: readonly CalendarSource[], options: CalendarOptions): string {
  const { memberId, names } = options;
  const name =
    memberId === undefined
      ? sources.map(({ schedule }) => schedule.name).join(", ")
      : `On call: ${names[memberId] ?? memberId}`;
  return [
    line("BEGIN", "VCALENDAR"),
    line("VERSION", "2.0"),
    line("PRODID", "-//CallPing//Schedules//EN"),
    line("CALSCALE", "GREGORIAN"),
    textLine("X-WR-CALNAME", name),
    line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"),
    ...sources.flatMap((source) => eventsOf(source, options)),
    line("END", "VCALENDAR"),
  ].join("");
}

function eventsOf({ schedule, changedAt }: CalendarSource, options: CalendarOptions): string[] {
  const { from, to, memberId } = options;
  const back = from - LOOK_BACK_MS;
  return resolveShifts(schedule, back, to)
    .filter(({ end, members }) => end > from && (memberId === undefined || members.includes(memberId)))
    .map((shift) => {
      const begins = shift.start === back ? "before" : String(shift.start / 1000);
      return eventOf(schedule, shift, { ...options, begins, changedAt });
    });
}

interface EventOptions extends CalendarOptions {
  changedAt: number;
  /** What of its beginning is in the UID: nothing that moves, when it began before anybody looked. */
  begins: string;
}

function eventOf(schedule: Schedule, { members, start, end, why }: Shift, options: EventOptions): string {
  const whose = options.memberId ?? (members.length === 0 ? "nobody" : members.join("-"));
  const people = members.map((id) => options.names[id] ?? id);
  const layer = schedule.layers.find(({ id }) => id === why.layerId);
  const reasons = [
    ...(layer === undefined ? [] : [`Layer: ${layer.name}`]),
    ...(why.overrideIds.length === 0 ? [] : [`Overrides: ${why.overrideIds.join(", ")}`]),
  ];
  return [
    line("BEGIN", "VEVENT"),
    line("UID", `${schedule.id}-${options.begins}-${whose}@callping`),
    line("DTSTAMP", utcTime(options.changedAt)),
    line("DTSTART", utcTime(start)),
    line("DTEND", utcTime(end)),
    textLine("SUMMARY", people.length === 0 ? "Nobody is on call" : `On call: ${people.join(", ")}`),
    textLine("DESCRIPTION", [schedule.name, ...reasons].join("\n")),
    // Being on call does not keep anybody from meeting.
    line("TRANSP", "TRANSPARENT"),
    line("END", "VEVENT"),
  ].join("");
}
