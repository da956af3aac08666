import type { ProjectDeleted, ProjectView } from "@callping/contract/api/projects";
import { prepare } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readProject } from "./project-row.ts";

type Named = ProjectView["members"];

export interface ProjectInUse {
  reason: "project_in_use";
  detail: string;
  members: { endpoints: Named; scenarios: Named; maintenance: Named };
}

export type DeleteResult =
  | { ok: true; deleted: ProjectDeleted }
  | { ok: false; error: MissingScope | ProjectInUse | { reason: "not_found" } };

/** Maintenance that is over uses nothing any more. */
const MAINTENANCE = `SELECT id, name FROM maintenance WHERE project_id = ? AND organization_id = ?
   AND coalesce(schedule ->> 'ends_at', '9999') > ?`;

/**
 * Deletes a project that holds no endpoint, no scenario and no maintenance.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function deleteProject(env: Env, actor: Actor, id: string, now: string): Promise<DeleteResult> {
  const forbidden = missingScope(actor, "projects:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const project = await readProject(env.DB, organizationId, id);
  if (project === null) return { ok: false, error: { reason: "not_found" } };
  const remove = {
    sql: `DELETE FROM projects WHERE id = ? AND organization_id = ?
            AND NOT EXISTS (SELECT 1 FROM endpoints WHERE project_id = projects.id)
            AND NOT EXISTS (SELECT 1 FROM scenarios WHERE project_id = projects.id)
            AND NOT EXISTS (${MAINTENANCE}) RETURNING id`,
    params: [id, organizationId, id, organizationId, now],
  };
  const audit = auditIfChanged({
    organizationId,
    actor: { id: actor.keyId, label: actor.keyName },
    action: "project.deleted",
    subject: id,
    detail: { name: project.name, member_ids: project.members.map((member) => member.id) },
    at: now,
  });
  const [removed] = await env.DB.batch([remove, audit].map((statement) => prepare(env.DB, statement)));
  if (removed?.results.length !== 1)
    return { ok: false, error: await inUse(env, organizationId, project, now) };
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, deleted: { id, in_effect } };
}

async function inUse(
  { DB }: Env,
  organizationId: string,
  { id, endpoints, scenarios }: ProjectView,
  now: string,
): Promise<ProjectInUse> {
  const { results: maintenance } = await DB.prepare(MAINTENANCE)
    .bind(id, organizationId, now)
    .all<{ id: string; name: string }>();
  const members = { endpoints, scenarios, maintenance };
  const parts = Object.entries(members).flatMap(([what, list]) =>
    list.length === 0 ? [] : [`${what}: ${list.map(({ name }) => `"${name}"`).join(", ")}`],
  );
  return { reason: "project_in_use", detail: `The project holds ${parts.join("; ")}.`, members };
}
