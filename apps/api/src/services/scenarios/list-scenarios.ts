import type { ScenarioView } from "@callping/contract/api/scenarios";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";
import { SCENARIO_ROWS, type ScenarioRow, toScenarioView } from "./scenario-row.ts";

/** Scenarios of an organization, newest first. */
export async function listScenarios(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<ScenarioView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `${SCENARIO_ROWS} WHERE organization_id = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<ScenarioRow>();
  const position = (scenario: ScenarioView) => ({ at: scenario.created_at, id: scenario.id });
  return toPage(results.map(toScenarioView), page.limit, position);
}
