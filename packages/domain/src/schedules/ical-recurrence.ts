import ICAL from "ical.js";
import type { Report } from "../rules/problem.ts";

type Recur = InstanceType<typeof ICAL.Recur>;
type Time = InstanceType<typeof ICAL.Time>;
type Component = InstanceType<typeof ICAL.Component>;

/** Weekday letters of iCalendar, without an ordinal such as `2MO`. */
const PLAIN_DAY = /^(?:MO|TU|WE|TH|FR|SA|SU)$/;
/**
 * Occurrences that are counted in one file: one a day for 27 years, or eighteen rules of a year and a half each. Whoever
 * sends more is not answered by a Worker that counts for minutes.
 */
export const MOST_OCCURRENCES = 10_000;

/** How many occurrences may still be counted. */
export interface Budget {
  left: number;
}

/**
 * The event's rule, when it is one that we follow: DAILY or WEEKLY with INTERVAL, BYDAY, COUNT, UNTIL. Anything else is a
 * problem: a shift left out of an import is a page that nobody takes.
 * @returns `null` for an event that happens once, `undefined` after a problem.
 */
export function readRule(event: Component, path: string, report: Report): Recur | null | undefined {
  for (const name of ["rdate", "exrule", "recurrence-id"])
    if (event.hasProperty(name)) {
      report(
        path,
        "not_supported",
        `${name.toUpperCase()} is not supported: make this event one of its own.`,
      );
      return undefined;
    }
  const rules = event.getAllProperties("rrule");
  if (rules.length === 0) return null;
  const rule = rules[0]?.getFirstValue();
  if (rules.length > 1 || !(rule instanceof ICAL.Recur)) {
    report(path, "not_supported", "An event has at most one RRULE.");
    return undefined;
  }
  const others = Object.keys(rule.parts).filter((part) => part !== "BYDAY");
  const days: unknown[] = rule.getComponent("BYDAY");
  const plain = days.every((day) => typeof day === "string" && PLAIN_DAY.test(day));
  if ((rule.freq === "DAILY" || rule.freq === "WEEKLY") && others.length === 0 && plain) return rule;
  report(
    path,
    "not_supported",
    `Only DAILY and WEEKLY rules with INTERVAL, BYDAY, COUNT and UNTIL are supported, not ${rule.toString()}.`,
  );
  return undefined;
}

/**
 * The readings of the wall at which a rule's occurrences begin, in order, as far as `goesOn` says; the rule's own UNTIL
 * is left to it, since it is a moment and this knows no zone.
 * @returns `null` when the budget is spent.
 */
export function occurrencesOf(
  rule: Recur,
  first: Time,
  budget: Budget,
  goesOn: (wall: number) => boolean,
): number[] | null {
  const endless = rule.clone();
  endless.until = null;
  const start = first.clone();
  start.zone = ICAL.Timezone.localTimezone;
  const found: number[] = [];
  const iterator = endless.iterator(start);
  for (let time = iterator.next(); time; time = iterator.next()) {
    const wall = wallOfTime(time);
    if (!goesOn(wall)) return found;
    budget.left -= 1;
    if (budget.left < 0) return null;
    found.push(wall);
  }
  return found;
}

/** What the wall shows, as the milliseconds at which a clock of UTC shows the same. */
export function wallOfTime(time: Time): number {
  return Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
}
