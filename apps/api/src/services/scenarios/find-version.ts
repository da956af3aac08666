import type { ScenarioVersionView } from "@callping/contract/api/scenarios";
import type { Database } from "../../db/statement.ts";
import { contentOf, type VersionRow } from "./scenario-row.ts";

/** One version of a scenario, also of one that was deleted; `null` when this organization never had it. */
export async function findVersion(
  db: Database,
  organizationId: string,
  scenarioId: string,
  version: number,
): Promise<ScenarioVersionView | null> {
  const row = await db
    .prepare(
      `SELECT scenario_id, version, name, primary_member_id, rules, plan, speech, saved_at, saved_by
         FROM scenario_versions WHERE organization_id = ? AND scenario_id = ? AND version = ?`,
    )
    .bind(organizationId, scenarioId, version)
    .first<VersionRow>();
  return row === null ? null : { ...row, ...contentOf(row.rules, row.plan) };
}
