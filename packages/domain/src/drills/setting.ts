import type { Weekday } from "../rules/time-window.ts";

/** When, how often and on which phones somebody is rung to prove that a phone reaches them. */
export interface DrillSetting {
  enabled: boolean;
  every: { unit: "weeks" | "days"; count: number };
  /** Local hours in which it rings; `to` at or before `from` is on the next day. */
  hours: { days: readonly Weekday[]; from: string; to: string };
  /** IANA's name; `null` for the organization's own zone. */
  timeZone: string | null;
  phones: "primary" | "all";
  /** From the end of a call that was not answered with a key to the one redial. */
  redialMinutes: number;
}

export const WEEKS = [1, 2, 4, 13] as const;
export const MOST_DAYS = 90;
/** Two calls and the wait between them fit in, and a day's people do not ring all at once. */
export const SHORTEST_HOURS_MINUTES = 60;
/** The cooldown of a number is a minute; after half an hour it is another occasion. */
export const REDIAL_MINUTES = { least: 1, most: 30, usual: 5 } as const;

/** What holds for whoever has chosen nothing: nobody is rung. */
export const NO_DRILLS: DrillSetting = {
  enabled: false,
  every: { unit: "weeks", count: 4 },
  hours: { days: ["mon", "tue", "wed", "thu", "fri"], from: "10:00", to: "17:00" },
  timeZone: null,
  phones: "primary",
  redialMinutes: REDIAL_MINUTES.usual,
};
