/** Minutes since the epoch. What a wall shows is given as the minute at which a clock of UTC shows the same. */
type Minute = number;

/**
 * What the wall of a zone showed at every minute, by asking Intl every minute, and then never going back: each minute
 * holds the highest reading so far. Shares no code with what it tests.
 */
export function highestReadings(timeZone: string, from: Minute, to: Minute): Int32Array {
  const format = wallOf(timeZone);
  // Two days more before, in which the highest reading settles.
  const before = 2 * 1440;
  let highest = -Infinity;
  const readings = new Int32Array(to - from);
  for (let minute = from - before; minute < to; minute += 1) {
    highest = Math.max(highest, readMinute(format.format(minute * 60_000)));
    if (minute >= from) readings[minute - from] = highest;
  }
  return readings;
}

/** The minutes at which the offset of a zone changes, by asking Intl every six hours, and every minute where it did. */
export function changesOf(timeZone: string, from: Minute, to: Minute): Minute[] {
  const format = wallOf(timeZone);
  const offsetAt = (minute: Minute): number => readMinute(format.format(minute * 60_000)) - minute;
  const found: Minute[] = [];
  let offset = offsetAt(from);
  for (let end = from + 360; end <= to; end += 360) {
    const next = offsetAt(end);
    if (next === offset) continue;
    let minute = end - 360;
    while (offsetAt(minute) === offset) minute += 1;
    found.push(minute);
    offset = next;
  }
  return found;
}

function wallOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** `29/03/2026, 04:30` */
function readMinute(text: string): Minute {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = text.split(/\D+/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute) / 60_000;
}
