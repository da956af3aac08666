import type { Database, Statement } from "../../db/statement.ts";
import type { FieldProblem } from "../parse-body.ts";

/** What is wrong with the members that somebody gave a project. */
export async function memberProblems(
  db: Database,
  organizationId: string,
  memberIds: readonly string[],
): Promise<FieldProblem[]> {
  const { results } = await db
    .prepare("SELECT id FROM members WHERE organization_id = ?")
    .bind(organizationId)
    .all<{ id: string }>();
  const known = new Set(results.map(({ id }) => id));
  return memberIds.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ path: `member_ids.${index}`, message: `There is no member ${id} in this organization.` }],
  );
}

/** Makes a project's members exactly these. */
export function memberStatements(
  organizationId: string,
  projectId: string,
  memberIds: readonly string[],
): Statement[] {
  const json = JSON.stringify([...new Set(memberIds)]);
  return [
    {
      sql: "DELETE FROM project_members WHERE project_id = ? AND member_id NOT IN (SELECT value FROM json_each(?))",
      params: [projectId, json],
    },
    {
      sql: `INSERT INTO project_members (project_id, member_id, organization_id)
            SELECT ?, id, organization_id FROM members
             WHERE organization_id = ? AND id IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING`,
      params: [projectId, organizationId, json],
    },
  ];
}
