import type { ProjectView } from "@callping/contract/api/projects";
import type { Database } from "../../db/statement.ts";

/** A project as D1 has it: its lists are JSON. */
export type ProjectRow = Omit<ProjectView, "members" | "endpoints" | "scenarios"> &
  Record<"members" | "endpoints" | "scenarios", string>;

const named = (from: string): string =>
  `(SELECT json_group_array(json_object('id', id, 'name', name)) FROM (${from}))`;

/** Projects with what belongs to them; a `WHERE` on `projects` follows. */
export const PROJECT_ROWS = `SELECT projects.id, projects.name, projects.created_at,
    ${named(`SELECT members.id, users.name FROM project_members JOIN members ON members.id = project_members.member_id
               JOIN users ON users.id = members.user_id
              WHERE project_members.project_id = projects.id ORDER BY members.created_at, members.id`)} AS members,
    ${named("SELECT id, name FROM endpoints WHERE project_id = projects.id ORDER BY created_at, id")} AS endpoints,
    ${named("SELECT id, name FROM scenarios WHERE project_id = projects.id ORDER BY created_at, id")} AS scenarios
  FROM projects`;

/** A project as the API shows it. */
export function toProjectView({ members, endpoints, scenarios, ...row }: ProjectRow): ProjectView {
  // Made by the statement above, so it reads back as it says.
  const list = (json: string): ProjectView["members"] => JSON.parse(json) as ProjectView["members"];
  return { ...row, members: list(members), endpoints: list(endpoints), scenarios: list(scenarios) };
}

/** `null` when this organization has no project of that id. */
export async function readProject(
  db: Database,
  organizationId: string,
  id: string,
): Promise<ProjectView | null> {
  const row = await db
    .prepare(`${PROJECT_ROWS} WHERE projects.organization_id = ? AND projects.id = ?`)
    .bind(organizationId, id)
    .first<ProjectRow>();
  return row === null ? null : toProjectView(row);
}
