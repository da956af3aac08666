import type { Report } from "./problem.ts";
import { isRecord, reportUnknownFields } from "./problem.ts";
import { type TimeWindow, WEEKDAYS, type Weekday } from "./time-window.ts";

/** More is no timetable that a person can read. */
const MAX_WINDOWS = 20;
const FROM = /^([01]\d|2[0-3]):[0-5]\d$/;
const TO = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** `[{ days?, from?, to? }]` from untrusted input: days left out are all, times left out the whole day. */
export function parseWindows(input: unknown, path: string, report: Report): TimeWindow[] | undefined {
  if (input === undefined) return undefined;
  if (!Array.isArray(input) || input.length > MAX_WINDOWS) {
    report(path, "wrong_type", `windows is a list of 1 to ${MAX_WINDOWS} windows { days, from, to }.`);
    return undefined;
  }
  if (input.length === 0)
    report(path, "never_matches", "A rule with no window never applies. Leave windows out for any time.");
  return input
    .map((window: unknown, index) => parseWindow(window, `${path}[${index}]`, report))
    .filter((window) => window !== undefined);
}

/** One window `{ days?, from?, to? }` from untrusted input. */
export function parseWindow(input: unknown, path: string, report: Report): TimeWindow | undefined {
  if (!isRecord(input)) {
    report(path, "wrong_type", "A window is an object with days, from and to.");
    return undefined;
  }
  reportUnknownFields(input, ["days", "from", "to"], path, report);
  const { from = "00:00", to = "24:00" } = input;
  const days = parseDays(input["days"] ?? WEEKDAYS, `${path}.days`, report);
  const isFrom = typeof from === "string" && FROM.test(from);
  const isTo = typeof to === "string" && TO.test(to);
  if (!isFrom) report(`${path}.from`, "wrong_type", "from is a local time HH:MM, from 00:00 to 23:59.");
  if (!isTo) report(`${path}.to`, "wrong_type", "to is a local time HH:MM, from 00:00 to 24:00.");
  if (!isFrom || !isTo || days === undefined) return undefined;
  if (from !== to) return { days, from, to };
  const whole = "For the whole day write from 00:00 to 24:00.";
  report(path, "never_matches", `A window from ${from} to ${to} never opens. ${whole}`);
  return undefined;
}

function parseDays(input: unknown, path: string, report: Report): Weekday[] | undefined {
  const days = Array.isArray(input) ? WEEKDAYS.filter((day) => input.includes(day)) : [];
  if (Array.isArray(input) && days.length === new Set(input).size && days.length > 0) return days;
  if (Array.isArray(input) && input.length === 0)
    report(path, "never_matches", "A window without days never opens. Leave days out for every day.");
  else report(path, "unknown_value", `days is a list of ${WEEKDAYS.join(", ")}.`);
  return undefined;
}
