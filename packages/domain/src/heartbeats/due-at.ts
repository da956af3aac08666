import { Cron } from "croner";
import type { HeartbeatSettings, HeartbeatState } from "./heartbeat.ts";

/**
 * The moment from which a heartbeat is missing when no ping comes, in milliseconds since the epoch; `null` when nothing
 * is awaited: before the first ping, and while its alert is open already.
 */
export function dueAt(settings: HeartbeatSettings, state: HeartbeatState): number | null {
  if (state.down) return null;
  const expected = state.startedAt ?? nextPing(settings.schedule, state.lastPingAt);
  return expected === null
    ? null
    : Math.max(expected + settings.graceSeconds * 1000, state.waitUntil ?? -Infinity);
}

/** A cron expression with no further moment (a 30th of February) awaits nothing. */
function nextPing(schedule: HeartbeatSettings["schedule"], last: number | null): number | null {
  if (last === null) return null;
  if (schedule.kind === "period") return last + schedule.seconds * 1000;
  return cronOf(schedule).nextRun(new Date(last))?.getTime() ?? null;
}

/** @throws RangeError or TypeError when the expression or the zone is none. */
export function cronOf({ expression, timeZone }: { expression: string; timeZone: string }): Cron {
  return new Cron(expression, { timezone: timeZone, paused: true, mode: "auto" });
}
