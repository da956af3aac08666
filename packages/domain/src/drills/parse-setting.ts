import { readZone } from "../maintenance/parse-schedule.ts";
import { parseWindow } from "../rules/parse-window.ts";
import { collect, isRecord, type Parsed, type Report, reportUnknownFields } from "../rules/problem.ts";
import { minuteOf } from "../rules/time-window.ts";
import {
  type DrillSetting,
  MOST_DAYS,
  NO_DRILLS,
  REDIAL_MINUTES,
  SHORTEST_HOURS_MINUTES,
  WEEKS,
} from "./setting.ts";

const FIELDS = ["enabled", "every_weeks", "every_days", "hours", "time_zone", "phones", "redial_minutes"];

/** What the API takes and the table keeps. */
export interface StoredDrillSetting {
  enabled: boolean;
  every_weeks: number | null;
  every_days: number | null;
  hours: { days: string[]; from: string; to: string };
  time_zone: string | null;
  phones: "primary" | "all";
  redial_minutes: number;
}

/**
 * A drill setting from untrusted input: `{ enabled?, every_weeks? | every_days?, hours?: { days, from, to }, time_zone?,
 * phones?, redial_minutes? }`. What is left out takes the default; a setting that is written is enabled.
 */
export function parseDrillSetting(input: unknown): Parsed<DrillSetting, "invalid_drill_setting"> {
  return collect("invalid_drill_setting", (report) => {
    if (!isRecord(input)) {
      report("", "wrong_type", "A drill setting is an object.");
      return undefined;
    }
    reportUnknownFields(input, FIELDS, "", report);
    const {
      enabled = true,
      phones = "primary",
      redial_minutes: redialMinutes = REDIAL_MINUTES.usual,
    } = input;
    const every = readEvery(input["every_weeks"], input["every_days"], report);
    const hours = readHours(input["hours"] ?? NO_DRILLS.hours, report);
    const timeZone = readZone(input["time_zone"], "time_zone", report);
    if (typeof enabled !== "boolean") report("enabled", "wrong_type", "enabled is true or false.");
    if (phones !== "primary" && phones !== "all")
      report("phones", "unknown_value", 'phones is "primary" or "all".');
    const { least, most } = REDIAL_MINUTES;
    if (!isWhole(redialMinutes, least, most))
      report("redial_minutes", "out_of_range", `redial_minutes is a whole number from ${least} to ${most}.`);
    if (typeof enabled !== "boolean" || (phones !== "primary" && phones !== "all")) return undefined;
    if (!isWhole(redialMinutes, least, most) || every === undefined || hours === undefined) return undefined;
    return { enabled, every, hours, timeZone, phones, redialMinutes };
  });
}

/** As the API shows it and the table keeps it. */
export function storeDrillSetting(setting: DrillSetting): StoredDrillSetting {
  const { enabled, every, hours, timeZone, phones, redialMinutes } = setting;
  return {
    enabled,
    every_weeks: every.unit === "weeks" ? every.count : null,
    every_days: every.unit === "days" ? every.count : null,
    hours: { days: [...hours.days], from: hours.from, to: hours.to },
    time_zone: timeZone,
    phones,
    redial_minutes: redialMinutes,
  };
}

function readEvery(weeks: unknown, days: unknown, report: Report): DrillSetting["every"] | undefined {
  if (weeks != null && days != null) report("every_days", "duplicate", "Give every_weeks or every_days.");
  else if (days != null) {
    if (isWhole(days, 1, MOST_DAYS)) return { unit: "days", count: days };
    report("every_days", "out_of_range", `every_days is a whole number from 1 to ${MOST_DAYS}.`);
  } else {
    const count = WEEKS.find((known) => known === (weeks ?? NO_DRILLS.every.count));
    if (count !== undefined) return { unit: "weeks", count };
    report("every_weeks", "unknown_value", `every_weeks is ${WEEKS.join(", ")}.`);
  }
  return undefined;
}

function readHours(input: unknown, report: Report): DrillSetting["hours"] | undefined {
  const hours = parseWindow(input, "hours", report);
  if (hours === undefined) return undefined;
  const minutes = minuteOf(hours.to) - minuteOf(hours.from);
  const lasts = minutes > 0 ? minutes : minutes + 1440;
  if (lasts >= SHORTEST_HOURS_MINUTES) return hours;
  report("hours", "out_of_range", `The hours last at least ${SHORTEST_HOURS_MINUTES} minutes.`);
  return undefined;
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}
