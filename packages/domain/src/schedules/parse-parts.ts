import { isDay, momentOf } from "../rules/moment.ts";
import type { Report } from "../rules/problem.ts";
import type { LocalDate, Weekday } from "./schedule.ts";
import { SCHEDULE_LIMITS, WEEKDAYS } from "./schedule.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./wall.ts";

const { idCharacters, nameCharacters, years } = SCHEDULE_LIMITS;

export function readId(value: unknown, path: string, report: Report): string {
  if (typeof value === "string" && value.length > 0 && value.length <= idCharacters) return value;
  report(path, "missing", `An id is a text of at most ${idCharacters} characters.`);
  return "";
}

export function readName(value: unknown, path: string, report: Report): string {
  if (typeof value === "string" && value.trim() !== "" && value.length <= nameCharacters) return value.trim();
  report(path, "missing", `A name is a text of 1 to ${nameCharacters} characters.`);
  return "";
}

/** IANA names only: an offset such as `+02:00` would be wrong for half the year. */
export function readTimeZone(value: unknown, path: string, report: Report): string {
  if (typeof value === "string" && /^[A-Za-z][\w+/-]*$/.test(value) && isTimeZone(value)) return value;
  report(path, "unknown_value", "A time zone is an IANA name such as Europe/Kyiv.");
  return "UTC";
}

/** `HH:MM`, in milliseconds after midnight. */
export function readTime(value: unknown, path: string, report: Report): number {
  const match = typeof value === "string" ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) : null;
  if (match !== null) return Number(match[1]) * HOUR_MS + Number(match[2]) * MINUTE_MS;
  report(path, "wrong_type", "A time is written HH:MM, from 00:00 to 23:59.");
  return 0;
}

/** `YYYY-MM-DD`. */
export function readDate(value: unknown, path: string, report: Report): LocalDate {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const year = Number(value.slice(0, 4));
    if (isDay(value) && year >= years.first && year <= years.last) return value;
  }
  const example = "2026-03-29";
  report(
    path,
    "wrong_type",
    `A date is a day that exists, written ${example}, from ${years.first} to ${years.last}.`,
  );
  return example;
}

/** ISO 8601 with an offset or `Z`, to the minute or finer; milliseconds since the epoch. */
export function readMoment(value: unknown, path: string, report: Report): number | undefined {
  const at = typeof value === "string" ? momentOf(value) : null;
  const [first, last] = [Date.UTC(years.first, 0, 1), Date.UTC(years.last + 1, 0, 1)];
  if (at !== null && at >= first && at < last) return at;
  const examples = "2026-03-29T09:00:00Z or 2026-03-29T09:00:00+02:00";
  report(path, "wrong_type", `A moment is of a day that exists, written ${examples}.`);
  return undefined;
}

export function readWeekday(value: unknown, path: string, report: Report): Weekday | undefined {
  const day = WEEKDAYS.find((known) => known === value);
  if (day === undefined) report(path, "unknown_value", `A weekday is one of ${WEEKDAYS.join(", ")}.`);
  return day;
}

/** A list of at least one and at most `most`; each item is given with its path. */
export function readList<Item>(
  value: unknown,
  most: number,
  path: string,
  report: Report,
  readItem: (item: unknown, path: string) => Item | undefined,
): Item[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > most) {
    report(path, "wrong_type", `A list of 1 to ${most}.`);
    return [];
  }
  return value
    .map((item: unknown, index) => readItem(item, `${path}[${index}]`))
    .filter((item) => item !== undefined);
}

/** Ids of people who are on call together, each once. */
export function readMembers(value: unknown, path: string, report: Report): string[] {
  const most = SCHEDULE_LIMITS.membersOfEntry;
  const members = readList(value, most, path, report, (id, at) => readId(id, at, report));
  if (new Set(members).size < members.length) report(path, "duplicate", "Somebody is named twice.");
  return members;
}

/** A day as milliseconds, for whoever counts them. */
export function daysOf(ms: number): number {
  return Math.round(ms / DAY_MS);
}

/** Whether the runtime knows a zone by this name; an offset is one, too. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false; // A RangeError is how Intl says that it knows no such zone.
  }
}
