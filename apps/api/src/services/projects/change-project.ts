import { type ProjectChanged, ProjectChangeSchema } from "@callping/contract/api/projects";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { memberProblems, memberStatements } from "./member-rows.ts";
import { readProject } from "./project-row.ts";

export type ChangeResult =
  | { ok: true; changed: ProjectChanged }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "not_found" } };

/**
 * Renames a project or says anew who belongs to it. Steps that begin from now on ring its members as they are then.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function changeProject(
  env: Env,
  actor: Actor,
  id: string,
  input: unknown,
  now: string,
): Promise<ChangeResult> {
  const forbidden = missingScope(actor, "projects:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(ProjectChangeSchema, input);
  if (!parsed.ok) return parsed;
  const { organizationId } = actor;
  const before = await readProject(env.DB, organizationId, id);
  if (before === null) return { ok: false, error: { reason: "not_found" } };
  const { name = before.name, member_ids } = parsed.value;
  const problems = await memberProblems(env.DB, organizationId, member_ids ?? []);
  if (problems.length > 0) return { ok: false, error: { reason: "invalid_body", problems } };
  await runBatch(env.DB, [
    {
      sql: "UPDATE projects SET name = ? WHERE id = ? AND organization_id = ?",
      params: [name, id, organizationId],
    },
    ...(member_ids === undefined ? [] : memberStatements(organizationId, id, member_ids)),
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "project.changed",
      subject: id,
      detail: {
        to: parsed.value,
        from: { name: before.name, member_ids: before.members.map((member) => member.id) },
      },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const project = await readProject(env.DB, organizationId, id);
  return project === null
    ? { ok: false, error: { reason: "not_found" } }
    : { ok: true, changed: { project, in_effect } };
}
