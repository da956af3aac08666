import type { DrillView } from "@callping/contract/api/drills";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, type Page, type PageRequest, toPage } from "../page.ts";
import { DRILL_COLUMNS, type DrillRow, toDrillView } from "./to-view.ts";

export interface DrillFilter {
  organizationId: string;
  memberId: string | undefined;
  phoneId: string | undefined;
  result: string | undefined;
}

/** Drills of an organization, newest first, as D1 has them: seconds behind what is under way. */
export async function listDrills(
  db: Database,
  filter: DrillFilter,
  page: PageRequest,
): Promise<Page<DrillView>> {
  const conditions = [
    { sql: "organization_id = ?", value: filter.organizationId },
    { sql: "member_id = ?", value: filter.memberId },
    { sql: "phone_id = ?", value: filter.phoneId },
    { sql: "result = ?", value: filter.result },
  ].filter((condition) => condition.value !== undefined);
  const { at, id } = page.after ?? AFTER_NOTHING;
  const sql = `SELECT ${DRILL_COLUMNS} FROM drills WHERE ${conditions.map((condition) => condition.sql).join(" AND ")}
     AND (planned_at, id) < (?, ?) ORDER BY planned_at DESC, id DESC LIMIT ?`;
  const { results } = await db
    .prepare(sql)
    .bind(...conditions.map((condition) => condition.value), at, id, page.limit + 1)
    .all<DrillRow>();
  return toPage(results.map(toDrillView), page.limit, (drill) => ({ at: drill.planned_at, id: drill.id }));
}
