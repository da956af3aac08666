import { resolveShifts } from "./resolve-shifts.ts";
import type { Schedule, Shift } from "./schedule.ts";
import { DAY_MS, HOUR_MS } from "./wall.ts";
import { ZoneClock } from "./zone-clock.ts";

/** A night in the schedule's own zone. */
const NIGHT_FROM_MS = 22 * HOUR_MS;
const NIGHT_UNTIL_MS = 30 * HOUR_MS;
/** Less than this at the edge of a night, a hand-over at 07:00 that became 05:00 in winter, is no night on call. */
const LEAST_OF_A_NIGHT_MS = HOUR_MS;

export interface Coverage {
  /** When nobody is on call. Milliseconds since the epoch. */
  gaps: { start: number; end: number }[];
  /** Most hours first. */
  people: PersonCoverage[];
}

export interface PersonCoverage {
  memberId: string;
  /** Elapsed hours: a night on which clocks are put back has one more. */
  hours: number;
  /** Local nights, 22:00 to 06:00, of which they were on call for an hour or more. */
  nights: number;
  /** Elapsed hours within those windows, however short. */
  nightHours: number;
}

/** Who carries how much from `from` until just before `to` (milliseconds since the epoch), and when nobody does. */
export function coverage(schedule: Schedule, from: number, to: number): Coverage {
  const shifts = resolveShifts(schedule, from, to);
  const gaps: Coverage["gaps"] = [];
  for (const { start, end, members } of shifts) {
    if (members.length > 0) continue;
    const last = gaps.at(-1);
    if (last?.end === start) last.end = end;
    else gaps.push({ start, end });
  }
  const nights = nightsBetween(schedule.timeZone, from, to);
  const ids = new Set(shifts.flatMap(({ members }) => members));
  const people = [...ids].map((memberId) => countFor(memberId, shifts, nights));
  return { gaps, people: people.toSorted((one, other) => other.hours - one.hours) };
}

function countFor(
  memberId: string,
  shifts: readonly Shift[],
  nights: readonly { start: number; end: number }[],
): PersonCoverage {
  const own = shifts.filter(({ members }) => members.includes(memberId));
  const ofNights = nights.map(() => 0);
  let first = 0;
  for (const { start, end } of own) {
    while ((nights[first]?.end ?? Infinity) <= start) first += 1;
    for (let index = first; (nights[index]?.start ?? Infinity) < end; index += 1) {
      const night = nights[index];
      if (night === undefined) break;
      ofNights[index] = (ofNights[index] ?? 0) + Math.min(end, night.end) - Math.max(start, night.start);
    }
  }
  return {
    memberId,
    hours: sum(own.map(({ start, end }) => end - start)) / HOUR_MS,
    nights: ofNights.filter((ms) => ms >= LEAST_OF_A_NIGHT_MS).length,
    nightHours: sum(ofNights) / HOUR_MS,
  };
}

function nightsBetween(timeZone: string, from: number, to: number): { start: number; end: number }[] {
  const clock = new ZoneClock(timeZone, from - 2 * DAY_MS, to + 2 * DAY_MS);
  const nights: { start: number; end: number }[] = [];
  const firstDay = Math.floor(clock.read(from) / DAY_MS) * DAY_MS - DAY_MS;
  for (let day = firstDay; day < clock.read(to); day += DAY_MS) {
    const night = { start: clock.reach(day + NIGHT_FROM_MS), end: clock.reach(day + NIGHT_UNTIL_MS) };
    if (night.end > night.start) nights.push(night);
  }
  return nights;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
