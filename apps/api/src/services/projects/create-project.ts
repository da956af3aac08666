import { MOST_PROJECTS, NewProjectSchema, type ProjectChanged } from "@callping/contract/api/projects";
import { createId } from "@callping/contract/ids";
import { insertRows, runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { memberProblems, memberStatements } from "./member-rows.ts";
import { readProject } from "./project-row.ts";

export type CreateResult =
  | { ok: true; created: ProjectChanged }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "settings_conflict"; detail: string } };

/**
 * Makes a project: whom `call_project` rings for the endpoints that will be in it.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function createProject(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<CreateResult> {
  const forbidden = missingScope(actor, "projects:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NewProjectSchema, input);
  if (!parsed.ok) return parsed;
  const { organizationId } = actor;
  const { name, member_ids = [] } = parsed.value;
  const problems = await memberProblems(env.DB, organizationId, member_ids);
  if (problems.length > 0) return { ok: false, error: { reason: "invalid_body", problems } };
  if ((await countProjects(env, organizationId)) >= MOST_PROJECTS) {
    const detail = `There are ${MOST_PROJECTS} projects, the most an organization may have. Delete some first.`;
    return { ok: false, error: { reason: "settings_conflict", detail } };
  }
  const id = createId("project");
  await runBatch(env.DB, [
    ...insertRows(
      "projects",
      ["id", "organization_id", "name", "created_at"],
      [[id, organizationId, name, now]],
    ),
    ...memberStatements(organizationId, id, member_ids),
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "project.created",
      subject: id,
      detail: { name, member_ids },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const project = await readProject(env.DB, organizationId, id);
  if (project === null) throw new Error(`the new project ${id} is not there`);
  return { ok: true, created: { project, in_effect } };
}

async function countProjects({ DB }: Env, organizationId: string): Promise<number> {
  const row = await DB.prepare("SELECT count(*) AS n FROM projects WHERE organization_id = ?")
    .bind(organizationId)
    .first<{ n: number }>();
  return row?.n ?? 0;
}
