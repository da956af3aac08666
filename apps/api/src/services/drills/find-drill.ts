import type { DrillDetail } from "@callping/contract/api/drills";
import type { Database } from "../../db/statement.ts";
import { DRILL_COLUMNS, type DrillRow, toDrillView } from "./to-view.ts";

/** A drill with its timeline as D1 has it; `null` when this organization has none of that id there. */
export async function findDrill(
  db: Database,
  organizationId: string,
  drillId: string,
): Promise<DrillDetail | null> {
  const row = await db
    .prepare(`SELECT ${DRILL_COLUMNS}, timeline FROM drills WHERE id = ? AND organization_id = ?`)
    .bind(drillId, organizationId)
    .first<DrillRow & { timeline: string }>();
  if (row === null) return null;
  const { timeline, ...rest } = row;
  // Written by the projection from the drill's own timeline.
  return { ...toDrillView(rest), timeline: JSON.parse(timeline) as DrillDetail["timeline"] };
}
