import type { Severity } from "../alerts/severity.ts";
import { collect, isRecord, type Parsed, reportUnknownFields } from "../rules/problem.ts";
import type { TimeWindow } from "../rules/time-window.ts";
import { openingAt } from "./next-change.ts";
import { readWindows, readZone } from "./parse-schedule.ts";

/** When a phone is not rung. */
export interface QuietHours {
  windows: readonly TimeWindow[];
  /** IANA's name; `null` for the organization's own zone. */
  timeZone: string | null;
  /** Critical alerts ring all the same. */
  criticalPasses: boolean;
}

/** Quiet hours from untrusted input: `{ windows: [{ days, from, to }], time_zone?, critical_passes? }`. */
export function parseQuietHours(input: unknown): Parsed<QuietHours, "invalid_quiet_hours"> {
  return collect("invalid_quiet_hours", (report) => {
    if (!isRecord(input)) {
      report("", "wrong_type", "Quiet hours are an object with windows.");
      return undefined;
    }
    reportUnknownFields(input, ["windows", "time_zone", "critical_passes"], "", report);
    const { critical_passes: criticalPasses = true } = input;
    if (input["windows"] === undefined) report("windows", "missing", "Give windows: [{ days, from, to }].");
    const windows = readWindows(input["windows"], "windows", report);
    const timeZone = readZone(input["time_zone"], "time_zone", report);
    if (typeof criticalPasses === "boolean" && windows !== undefined)
      return { windows, timeZone, criticalPasses };
    if (typeof criticalPasses !== "boolean")
      report("critical_passes", "wrong_type", "critical_passes is true or false.");
    return undefined;
  });
}

/** The end of the quiet hours that hold now, in milliseconds since the epoch; `null` when the phone may ring. */
export function quietUntil(
  { windows, timeZone, criticalPasses }: QuietHours,
  severity: Severity,
  organizationZone: string,
  now: number,
): number | null {
  if (severity === "critical" && criticalPasses) return null;
  const { isOpen, changesAt } = openingAt(windows, timeZone ?? organizationZone, now);
  return isOpen ? changesAt : null;
}
