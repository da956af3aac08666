import type { MaintenanceView } from "@callping/contract/api/maintenance";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, type Page, type PageRequest, toPage } from "../page.ts";
import { MAINTENANCE_ROWS, type MaintenanceRow, toMaintenanceView } from "./maintenance-row.ts";

/** Maintenance of an organization, newest first, what is over included. */
export async function listMaintenance(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<MaintenanceView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `${MAINTENANCE_ROWS} WHERE maintenance.organization_id = ? AND (maintenance.created_at, maintenance.id) < (?, ?)
        ORDER BY maintenance.created_at DESC, maintenance.id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<MaintenanceRow>();
  const now = new Date().toISOString();
  const views = results.map((row) => toMaintenanceView(row, now));
  return toPage(views, page.limit, (view) => ({ at: view.created_at, id: view.id }));
}
