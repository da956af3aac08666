import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import type { AlertRow, TimelineRow } from "../../db/rows.ts";
import type { Database } from "../../db/statement.ts";
import type { AlertDetail } from "../../objects/desk-protocol.ts";
import { toAlertView } from "./to-view.ts";

/** An alert with its timeline as D1 has it; `null` when this organization has no such alert there. */
export async function findAlert(
  db: Database,
  organizationId: string,
  alertId: string,
): Promise<AlertDetail | null> {
  const [alerts, events] = await db.batch([
    db.prepare("SELECT * FROM alerts WHERE id = ? AND organization_id = ?").bind(alertId, organizationId),
    db
      .prepare(
        "SELECT seq, at, occurred_at, kind, actor, data FROM timeline_events WHERE alert_id = ? AND organization_id = ? ORDER BY seq",
      )
      .bind(alertId, organizationId),
  ]);
  // D1's batch is untyped; the statements above say what the rows are.
  const alert = (alerts?.results as AlertRow[] | undefined)?.[0];
  if (alert === undefined) return null;
  const timeline = ((events?.results ?? []) as TimelineRow[]).map(toEntry);
  return { alert: toAlertView(alert), timeline };
}

/** Written by the projection from a `TimelineEntry`, so it reads back as one. */
function toEntry({ seq, at, occurred_at, kind, actor, data }: TimelineRow): TimelineEntry {
  const entry = {
    seq,
    at,
    kind,
    actor: JSON.parse(actor),
    data: JSON.parse(data),
    ...(occurred_at !== null && { occurred_at }),
  };
  return entry as TimelineEntry;
}
