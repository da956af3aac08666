import type { CallView } from "@callping/contract/api/calls";
import type { CallStatus } from "@callping/domain/calls/outcomes";
import type { CallRow } from "../../db/rows.ts";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";
import { CALL_COLUMNS, toCallView } from "./to-view.ts";

export interface CallFilter {
  organizationId: string;
  status: CallStatus | undefined;
  alertId: string | undefined;
}

/** Calls of an organization, newest first. */
export async function listCalls(
  db: Database,
  filter: CallFilter,
  page: PageRequest,
): Promise<Page<CallView>> {
  const conditions = [
    { sql: "organization_id = ?", value: filter.organizationId },
    { sql: "status = ?", value: filter.status },
    { sql: "EXISTS (SELECT 1 FROM json_each(alert_ids) WHERE value = ?)", value: filter.alertId },
  ].filter((condition) => condition.value !== undefined);
  const { at, id } = page.after ?? AFTER_NOTHING;
  const sql = `SELECT ${CALL_COLUMNS} FROM call_logs WHERE ${conditions.map((condition) => condition.sql).join(" AND ")}
     AND (started_at, id) < (?, ?) ORDER BY started_at DESC, id DESC LIMIT ?`;
  const values = conditions.map((condition) => condition.value);
  const { results } = await db
    .prepare(sql)
    .bind(...values, at, id, page.limit + 1)
    .all<CallRow>();
  return toPage(results.map(toCallView), page.limit, (call) => ({ at: call.started_at, id: call.id }));
}
