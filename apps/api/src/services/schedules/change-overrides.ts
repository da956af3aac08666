import type { ScheduleSaved } from "@callping/contract/api/schedules";
import type { Override } from "@callping/domain/schedules/schedule";
import { SCHEDULE_LIMITS } from "@callping/domain/schedules/schedule";
import type { Env } from "../../env.ts";
import type { Actor } from "../permission.ts";
import type { TooMuch } from "./check-size.ts";
import { type Change, saveSchedule, type ScheduleChanged } from "./save-schedule.ts";
import { readScheduleRow, toSchedule } from "./schedule-row.ts";

/** Of those who change overrides at the same moment one gets their way a try: a whole team does, and more means something else. */
const TRIES = 12;

export type OverridesResult =
  | { ok: true; saved: ScheduleSaved }
  | { ok: false; error: TooMuch | ScheduleChanged | { reason: "not_found" } };

/** Puts other overrides into a schedule, again when somebody saved meanwhile. `null` from `change`: there is no such override. */
export async function changeOverrides(
  env: Env,
  actor: Actor,
  scheduleId: string,
  change: (overrides: readonly Override[]) => readonly Override[] | null,
  said: Change,
  now: string,
): Promise<OverridesResult> {
  let result: OverridesResult = { ok: false, error: { reason: "not_found" } };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const row = await readScheduleRow(env.DB, actor.organizationId, scheduleId);
    const schedule = row === null ? null : toSchedule(row);
    const overrides = schedule === null ? null : change(schedule.overrides);
    if (row === null || schedule === null || overrides === null)
      return { ok: false, error: { reason: "not_found" } };
    const most = SCHEDULE_LIMITS.overrides;
    if (overrides.length > most) {
      const detail = `The schedule would have ${overrides.length} overrides; ${most} fit. Remove those that are over.`;
      return { ok: false, error: { reason: "settings_conflict", detail } };
    }
    result = await saveSchedule(env, actor, row, { ...schedule, overrides }, said, now);
    if (result.ok || result.error.reason !== "schedule_changed") return result;
  }
  return result;
}
