import type { Database } from "../../db/statement.ts";
import type { FieldProblem } from "../parse-body.ts";

export interface References {
  scenario_id?: string | undefined;
  project_id?: string | undefined;
}

/** Whether the scenario and the project that an endpoint names are this organization's; and the scenario's own project. */
export async function checkReferences(
  db: Database,
  organizationId: string,
  { scenario_id, project_id }: References,
): Promise<{ problems: FieldProblem[]; scenarioProjectId: string | null }> {
  const [scenarios, projects] = await db.batch([
    db
      .prepare("SELECT project_id FROM scenarios WHERE id = ? AND organization_id = ?")
      .bind(scenario_id ?? "", organizationId),
    db
      .prepare("SELECT id FROM projects WHERE id = ? AND organization_id = ?")
      .bind(project_id ?? "", organizationId),
  ]);
  // D1's batch is untyped; the statement above says what the rows are.
  const [scenario] = (scenarios?.results ?? []) as { project_id: string }[];
  const unknown = (path: string, what: string): FieldProblem => ({
    path,
    message: `There is no ${what} of this id in this organization.`,
  });
  const problems = [
    ...(scenario_id !== undefined && scenario === undefined ? [unknown("scenario_id", "scenario")] : []),
    ...(project_id !== undefined && projects?.results.length === 0 ? [unknown("project_id", "project")] : []),
  ];
  return { problems, scenarioProjectId: scenario?.project_id ?? null };
}
