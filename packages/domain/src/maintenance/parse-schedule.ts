import { momentOf } from "../rules/moment.ts";
import { parseWindows } from "../rules/parse-window.ts";
import { collect, isRecord, type Parsed, type Report, reportUnknownFields } from "../rules/problem.ts";
import type { TimeWindow } from "../rules/time-window.ts";
import { MAX_MAINTENANCE_DAYS, type MaintenanceSchedule } from "./maintenance.ts";
import { neverClose } from "./next-change.ts";

const FIELDS = ["starts_at", "ends_at", "weekly", "time_zone"];
const DAY_MS = 86_400_000;

/**
 * When maintenance holds, from untrusted input: `{ starts_at, ends_at }` (ISO 8601) once, or `{ weekly: [{ days, from,
 * to }], time_zone? }` every week.
 */
export function parseSchedule(input: unknown): Parsed<MaintenanceSchedule, "invalid_maintenance"> {
  return collect("invalid_maintenance", (report) => {
    if (!isRecord(input)) {
      report("", "wrong_type", "When maintenance holds is an object.");
      return undefined;
    }
    reportUnknownFields(input, FIELDS, "", report);
    const isOnce = input["starts_at"] != null || input["ends_at"] != null;
    if (isOnce === (input["weekly"] != null)) {
      report("starts_at", "missing", "Give either starts_at and ends_at, or weekly.");
      return undefined;
    }
    return isOnce ? readOnce(input, report) : readWeekly(input, report);
  });
}

function readOnce(input: Record<string, unknown>, report: Report): MaintenanceSchedule | undefined {
  const startsAt = readMoment(input["starts_at"], "starts_at", report);
  const endsAt = readMoment(input["ends_at"], "ends_at", report);
  if (input["time_zone"] != null)
    report("time_zone", "unknown_field", "A time zone belongs to weekly; a moment carries its own offset.");
  if (startsAt === undefined || endsAt === undefined) return undefined;
  if (endsAt <= startsAt)
    report("ends_at", "never_matches", "ends_at must be after starts_at, which is now when it is left out.");
  if (endsAt - startsAt > MAX_MAINTENANCE_DAYS * DAY_MS)
    report(
      "ends_at",
      "out_of_range",
      `Maintenance lasts at most ${MAX_MAINTENANCE_DAYS} days. To silence an endpoint for good, pause it.`,
    );
  return { kind: "once", startsAt, endsAt };
}

function readMoment(value: unknown, path: string, report: Report): number | undefined {
  const at = typeof value === "string" ? momentOf(value) : null;
  if (at !== null) return at;
  report(
    path,
    "wrong_type",
    `${path} is a moment of a day that exists, such as 2026-11-22T20:00:00Z or 2026-11-22T22:00+02:00.`,
  );
  return undefined;
}

function readWeekly(input: Record<string, unknown>, report: Report): MaintenanceSchedule | undefined {
  const windows = readWindows(input["weekly"], "weekly", report);
  const timeZone = readZone(input["time_zone"], "time_zone", report);
  return windows === undefined ? undefined : { kind: "weekly", windows, timeZone };
}

/** Windows of a week that leave some of it free. */
export function readWindows(input: unknown, path: string, report: Report): TimeWindow[] | undefined {
  const windows = parseWindows(input, path, report);
  if (windows !== undefined && windows.length > 0 && neverClose(windows))
    report(
      path,
      "never_matches",
      "These windows leave no minute of the week in which anybody would be rung.",
    );
  return windows;
}

/** An IANA name; left out or `null` is the organization's own zone. */
export function readZone(value: unknown, path: string, report: Report): string | null {
  if (value == null) return null;
  if (typeof value === "string" && isTimeZone(value)) return value;
  report(path, "unknown_value", "time_zone is an IANA name such as Europe/Kyiv.");
  return null;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false; // A RangeError is how Intl says that it knows no such zone.
  }
}
