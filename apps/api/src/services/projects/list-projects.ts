import type { ProjectView } from "@callping/contract/api/projects";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, type Page, type PageRequest, toPage } from "../page.ts";
import { PROJECT_ROWS, type ProjectRow, toProjectView } from "./project-row.ts";

/** Projects of an organization, newest first. */
export async function listProjects(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<ProjectView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `${PROJECT_ROWS} WHERE projects.organization_id = ? AND (projects.created_at, projects.id) < (?, ?)
        ORDER BY projects.created_at DESC, projects.id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<ProjectRow>();
  return toPage(results.map(toProjectView), page.limit, (view) => ({ at: view.created_at, id: view.id }));
}
