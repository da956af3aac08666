import type { ScenarioVersionView, ScenarioView } from "@callping/contract/api/scenarios";
import type { Database } from "../../db/statement.ts";

/** A scenario as D1 gives it back: rules and plan are JSON. */
export type ScenarioRow = Omit<ScenarioView, "rules" | "plan" | "saved_at"> & {
  rules: string;
  plan: string | null;
  saved_at: string | null;
};
export type VersionRow = Omit<ScenarioVersionView, "rules" | "plan"> & { rules: string; plan: string | null };

/** A `WHERE` follows. */
export const SCENARIO_ROWS =
  "SELECT id, project_id, version, name, primary_member_id, rules, plan, speech, saved_at, saved_by, created_at FROM scenarios";

/** A scenario as the API shows it. */
export function toScenarioView({ rules, plan, saved_at, ...row }: ScenarioRow): ScenarioView {
  return { ...row, ...contentOf(rules, plan), saved_at: saved_at ?? row.created_at };
}

/** Written by validated input alone, so it reads back as it was. */
export function contentOf(rules: string, plan: string | null): Pick<ScenarioView, "rules" | "plan"> {
  return {
    rules: JSON.parse(rules) as ScenarioView["rules"],
    plan: plan === null ? null : (JSON.parse(plan) as ScenarioView["plan"]),
  };
}

/** `null` when this organization has no scenario of that id. */
export async function readScenarioRow(
  db: Database,
  organizationId: string,
  scenarioId: string,
): Promise<ScenarioRow | null> {
  return db
    .prepare(`${SCENARIO_ROWS} WHERE organization_id = ? AND id = ?`)
    .bind(organizationId, scenarioId)
    .first<ScenarioRow>();
}
