import type { OrganizationOnCall } from "@callping/contract/api/on-call";
import type { Schedule } from "@callping/domain/schedules/schedule";
import type { Database } from "../../db/statement.ts";
import { describeOnCall } from "./describe-on-call.ts";
import { namesOf, readPeople } from "./people.ts";
import { readScheduleRow, SCHEDULE_ROWS, type ScheduleRow, toSchedule } from "./schedule-row.ts";

/** A schedule of the organization and the names of its people; `null` when there is none of that id. */
export async function findSchedule(
  db: Database,
  organizationId: string,
  scheduleId: string,
): Promise<{ schedule: Schedule; names: Record<string, string> } | null> {
  const [row, people] = await Promise.all([
    readScheduleRow(db, organizationId, scheduleId),
    readPeople(db, organizationId),
  ]);
  return row === null ? null : { schedule: toSchedule(row), names: namesOf(people) };
}

/** Who is on call on every schedule of an organization. `at` in milliseconds since the epoch. */
export async function findOnCall(
  db: Database,
  organizationId: string,
  at: number,
): Promise<OrganizationOnCall> {
  const [{ results }, people] = await Promise.all([
    db
      .prepare(`${SCHEDULE_ROWS} WHERE organization_id = ? ORDER BY name, id`)
      .bind(organizationId)
      .all<ScheduleRow>(),
    readPeople(db, organizationId),
  ]);
  const names = namesOf(people);
  return {
    at: new Date(at).toISOString(),
    data: results.map((row) => describeOnCall(toSchedule(row), names, at)),
  };
}
