import type { ScheduleView } from "@callping/contract/api/schedules";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";
import { SCHEDULE_ROWS, type ScheduleRow, toScheduleView } from "./schedule-row.ts";

/** Schedules of an organization, newest first. */
export async function listSchedules(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<ScheduleView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `${SCHEDULE_ROWS} WHERE organization_id = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<ScheduleRow>();
  return toPage(results.map(toScheduleView), page.limit, (schedule) => ({
    at: schedule.created_at,
    id: schedule.id,
  }));
}
