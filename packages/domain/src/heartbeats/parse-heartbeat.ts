import type { Parsed, Report } from "../rules/problem.ts";
import { collect, isRecord, reportUnknownFields } from "../rules/problem.ts";
import { cronOf } from "./due-at.ts";
import { HEARTBEAT_LIMITS, type HeartbeatSettings } from "./heartbeat.ts";

const FIELDS = ["period_seconds", "cron", "time_zone", "grace_seconds"];

/**
 * Settings of a heartbeat from untrusted input: `{ period_seconds, grace_seconds }` or `{ cron, time_zone, grace_seconds }`,
 * `time_zone` being UTC when it is left out.
 */
export function parseHeartbeat(input: unknown): Parsed<HeartbeatSettings, "invalid_heartbeat"> {
  return collect("invalid_heartbeat", (report) => {
    if (!isRecord(input)) {
      report("heartbeat", "wrong_type", "A heartbeat is an object.");
      return undefined;
    }
    reportUnknownFields(input, FIELDS, "heartbeat", report);
    const schedule = readSchedule(input, report);
    const graceSeconds = readSeconds(
      input["grace_seconds"],
      "graceSeconds",
      "heartbeat.grace_seconds",
      report,
    );
    return schedule === undefined ? undefined : { schedule, graceSeconds };
  });
}

function readSchedule(
  input: Record<string, unknown>,
  report: Report,
): HeartbeatSettings["schedule"] | undefined {
  const { period_seconds: period, cron } = input;
  if ((period === undefined) === (cron === undefined)) {
    report("heartbeat", "missing", "Give either period_seconds or cron.");
    return undefined;
  }
  if (cron === undefined)
    return { kind: "period", seconds: readSeconds(period, "seconds", "heartbeat.period_seconds", report) };
  return readCron(cron, input["time_zone"] ?? "UTC", report);
}

function readCron(
  expression: unknown,
  timeZone: unknown,
  report: Report,
): HeartbeatSettings["schedule"] | undefined {
  if (typeof expression !== "string" || typeof timeZone !== "string" || !isTimeZone(timeZone)) {
    report(
      "heartbeat.time_zone",
      "unknown_value",
      "cron is a text, time_zone an IANA name such as Europe/Kyiv.",
    );
    return undefined;
  }
  try {
    const schedule = { kind: "cron", expression, timeZone } as const;
    if (cronOf(schedule).nextRun(new Date(0)) !== null) return schedule;
    report("heartbeat.cron", "never_matches", "This cron expression names no moment that ever comes.");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report("heartbeat.cron", "wrong_type", `This is no cron expression: ${why}`);
  }
  return undefined;
}

function readSeconds(
  value: unknown,
  key: keyof typeof HEARTBEAT_LIMITS,
  path: string,
  report: Report,
): number {
  const { min, max } = HEARTBEAT_LIMITS[key];
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
  report(path, "out_of_range", `A whole number of seconds from ${min} to ${max}.`);
  return min;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false; // A RangeError is how Intl says that it knows no such zone.
  }
}
