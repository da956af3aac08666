import type { MaintenanceView } from "@callping/contract/api/maintenance";
import { openingOf } from "@callping/domain/maintenance/in-force";
import { parseSchedule } from "@callping/domain/maintenance/parse-schedule";
import type { Database } from "../../db/statement.ts";

/** Maintenance as D1 has it. */
export interface MaintenanceRow {
  id: string;
  name: string;
  endpoint_id: string | null;
  project_id: string | null;
  schedule: string;
  created_at: string;
  organization_zone: string;
}

/** Maintenance with its organization's zone; a `WHERE` on `maintenance` follows. */
export const MAINTENANCE_ROWS = `SELECT maintenance.id, maintenance.name, endpoint_id, project_id, schedule,
    maintenance.created_at, organizations.time_zone AS organization_zone
  FROM maintenance JOIN organizations ON organizations.id = maintenance.organization_id`;

type Stored = Pick<MaintenanceView, "starts_at" | "ends_at" | "weekly" | "time_zone">;

/**
 * Maintenance as the API shows it.
 * @param now ISO 8601, UTC, milliseconds.
 */
export function toMaintenanceView(row: MaintenanceRow, now: string): MaintenanceView {
  const { schedule, organization_zone, ...rest } = row;
  // Written by this API, which let nothing else in.
  const stored = JSON.parse(schedule) as Partial<Stored>;
  const parsed = parseSchedule(stored);
  const opening = parsed.ok
    ? openingOf(parsed.value, organization_zone, Date.parse(now))
    : { isOpen: false, changesAt: null };
  const { starts_at = null, ends_at = null, weekly = null, time_zone = null } = stored;
  return {
    ...rest,
    starts_at,
    ends_at,
    weekly,
    time_zone,
    active: opening.isOpen,
    changes_at: opening.changesAt === null ? null : new Date(opening.changesAt).toISOString(),
  };
}

/** `null` when this organization has no maintenance of that id. */
export async function readMaintenanceRow(
  db: Database,
  organizationId: string,
  id: string,
): Promise<MaintenanceRow | null> {
  return db
    .prepare(`${MAINTENANCE_ROWS} WHERE maintenance.organization_id = ? AND maintenance.id = ?`)
    .bind(organizationId, id)
    .first<MaintenanceRow>();
}
