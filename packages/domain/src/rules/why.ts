import type { RuleCount } from "./count.ts";
import { type TimeWindow, WEEKDAYS } from "./time-window.ts";

/** `outside its times, mon tue 09:00–17:00 (it is Sun 03:12 in Europe/Kyiv)`. */
export function explainWindows(windows: readonly TimeWindow[], clock: string, timeZone: string): string {
  return `outside its times, ${windows.map(windowInWords).join(" or ")} (it is ${clock} in ${timeZone})`;
}

/** `its conditions hold, but 2 of 5 times within 10 min for the same problem`. */
export function explainCount({ times, withinSeconds, per }: RuleCount, happened: number): string {
  const of = per === "dedup_key" ? "the same problem" : "this endpoint";
  return `its conditions hold, but ${happened} of ${times} times within ${secondsInWords(withinSeconds)} for ${of}`;
}

function windowInWords({ days, from, to }: TimeWindow): string {
  const names = WEEKDAYS.filter((day) => days.includes(day));
  return `${names.length === WEEKDAYS.length ? "daily" : names.join(" ")} ${from}–${to}`;
}

function secondsInWords(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
