import { type LocalTime, WEEKDAYS } from "./time-window.ts";

/** A formatter costs a hundred times what one reading costs. An installation's organizations share a few dozen zones. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATTERS = 600;

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(timeZone);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  if (FORMATTERS.size >= MAX_FORMATTERS) FORMATTERS.clear();
  FORMATTERS.set(timeZone, formatter);
  return formatter;
}

/** `Sun 03:12`, as the clock on the wall shows it. A zone that this runtime does not know is read as UTC. */
export function clockText(now: number, timeZone: string): string {
  try {
    return formatterOf(timeZone).format(now).replace(",", "");
  } catch {
    return formatterOf("UTC").format(now).replace(",", ""); // A RangeError is how Intl says that it knows no such zone.
  }
}

/** The clock on the wall at a moment, in milliseconds since the epoch. */
export function localTime(now: number, timeZone: string): LocalTime {
  const [day = "", time = ""] = clockText(now, timeZone).split(" ");
  const weekday = WEEKDAYS.find((known) => known === day.toLowerCase()) ?? "mon";
  return { weekday, minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) };
}
