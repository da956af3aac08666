import type { AlertRow } from "../../db/rows.ts";
import type { Database } from "../../db/statement.ts";
import type { AlertState, AlertView } from "../../objects/desk-protocol.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest, Position } from "../page.ts";
import { toAlertView } from "./to-view.ts";

export interface AlertFilter {
  organizationId: string;
  state: AlertState | undefined;
  endpointId: string | undefined;
}

/**
 * Alerts, newest first. The Desks know better than D1, which is written late: what they hold (`live`) replaces D1's row,
 * also when D1's row still fits the filter and the live alert does not.
 */
export async function listAlerts(
  db: Database,
  live: readonly AlertView[],
  filter: AlertFilter,
  page: PageRequest,
): Promise<Page<AlertView>> {
  const liveIds = new Set(live.map((alert) => alert.id));
  const fitting = live.filter(
    (alert) => fits(alert, filter) && (page.after === null || isAfter(positionOf(alert), page.after)),
  );
  const stored = await storedAlerts(db, liveIds, filter, page);
  const merged = [...fitting, ...stored].toSorted((one, other) =>
    isAfter(positionOf(one), positionOf(other)) ? 1 : -1,
  );
  return toPage(merged, page.limit, positionOf);
}

/** One more than a page of D1's rows that no Desk holds; reads on while live alerts displace rows. */
async function storedAlerts(
  db: Database,
  liveIds: ReadonlySet<string>,
  filter: AlertFilter,
  page: PageRequest,
): Promise<AlertView[]> {
  const wanted = page.limit + 1;
  const found: AlertView[] = [];
  let after = page.after;
  while (found.length < wanted) {
    const rows = await read(db, filter, after, wanted);
    found.push(...rows.map(toAlertView).filter((alert) => !liveIds.has(alert.id)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < wanted) return found;
    after = { at: last.created_at, id: last.id };
  }
  return found;
}

async function read(
  db: Database,
  filter: AlertFilter,
  after: Position | null,
  limit: number,
): Promise<AlertRow[]> {
  const { at, id } = after ?? AFTER_NOTHING;
  const conditions = [
    { sql: "organization_id = ?", value: filter.organizationId },
    { sql: "state = ?", value: filter.state },
    { sql: "endpoint_id = ?", value: filter.endpointId },
  ].filter((condition) => condition.value !== undefined);
  const sql = `SELECT * FROM alerts WHERE ${conditions.map((condition) => condition.sql).join(" AND ")}
     AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`;
  const values = conditions.map((condition) => condition.value);
  return (
    await db
      .prepare(sql)
      .bind(...values, at, id, limit)
      .all<AlertRow>()
  ).results;
}

function fits(alert: AlertView, { state, endpointId }: AlertFilter): boolean {
  return (
    (state === undefined || alert.state === state) &&
    (endpointId === undefined || alert.endpoint_id === endpointId)
  );
}

function positionOf(alert: AlertView): Position {
  return { at: alert.created_at, id: alert.id };
}

/** Whether a row stands later in the list than a position, which is: older. */
function isAfter(row: Position, position: Position): boolean {
  return row.at < position.at || (row.at === position.at && row.id < position.id);
}
