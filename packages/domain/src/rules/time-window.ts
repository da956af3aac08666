export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Local times at which a rule applies, by the clock on the wall in the organization's zone. `to` at or before `from` is
 * on the next day, and the window belongs to the day on which it begins.
 */
export interface TimeWindow {
  days: readonly Weekday[];
  /** `HH:MM`, 00:00 to 23:59. */
  from: string;
  /** `HH:MM`, 00:00 to 24:00; the minute itself is outside. */
  to: string;
}

/** What the clock on the wall shows. */
export interface LocalTime {
  weekday: Weekday;
  /** Minutes since 00:00. */
  minute: number;
}

const MINUTES_A_DAY = 24 * 60;

/** Minutes since 00:00 of a text that validation let through as `HH:MM`. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/**
 * A test of whether any of the windows is open. It asks the clock on the wall, so an hour that a change of the clocks
 * repeats is in a window twice, and one that it skips is in none.
 */
export function compileWindows(windows: readonly TimeWindow[]): (local: LocalTime) => boolean {
  const spans = windows.flatMap(({ days, from, to }) => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    if (start < end) return [{ days: new Set(days), start, end }];
    return [
      { days: new Set(days), start, end: MINUTES_A_DAY },
      { days: new Set(days.map(dayAfter)), start: 0, end },
    ];
  });
  return ({ weekday, minute }) =>
    spans.some(({ days, start, end }) => minute >= start && minute < end && days.has(weekday));
}

function dayAfter(day: Weekday): Weekday {
  return WEEKDAYS[(WEEKDAYS.indexOf(day) + 1) % WEEKDAYS.length] ?? day;
}
