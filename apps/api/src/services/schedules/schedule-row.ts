import type { ScheduleView } from "@callping/contract/api/schedules";
import { parseSchedule } from "@callping/domain/schedules/parse-schedule";
import type { Schedule } from "@callping/domain/schedules/schedule";
import { writeSchedule } from "@callping/domain/schedules/write-schedule";
import type { Database } from "../../db/statement.ts";

export interface ScheduleRow {
  id: string;
  name: string;
  version: number;
  /** JSON of time_zone, layers and overrides. */
  body: string;
  created_at: string;
  updated_at: string;
}

export const SCHEDULE_ROWS = "SELECT id, name, version, body, created_at, updated_at FROM schedules";

/** `null` when this organization has no schedule of that id. */
export async function readScheduleRow(
  db: Database,
  organizationId: string,
  scheduleId: string,
): Promise<ScheduleRow | null> {
  return db
    .prepare(`${SCHEDULE_ROWS} WHERE organization_id = ? AND id = ?`)
    .bind(organizationId, scheduleId)
    .first<ScheduleRow>();
}

/** @throws for a stored body that cannot be read: this API let nothing else in. */
export function toSchedule({ id, name, body }: Pick<ScheduleRow, "id" | "name" | "body">): Schedule {
  const stored: unknown = JSON.parse(body);
  const parsed = parseSchedule({ id, name, ...(typeof stored === "object" && stored) });
  if (parsed.ok) return parsed.value;
  throw new Error(`the stored schedule ${id} cannot be read: ${parsed.error.problems[0]?.message ?? ""}`);
}

/** A schedule as the API shows it. */
export function toScheduleView(row: ScheduleRow): ScheduleView {
  const { version, created_at, updated_at } = row;
  return { ...writeSchedule(toSchedule(row)), version, created_at, updated_at };
}

/** What of a schedule stands in the column `body`. */
export function bodyOf(schedule: Schedule): string {
  const { time_zone, layers, overrides } = writeSchedule(schedule);
  return JSON.stringify({ time_zone, layers, overrides });
}
