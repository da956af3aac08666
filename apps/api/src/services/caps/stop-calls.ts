import { CallsStoppedWrittenSchema } from "@callping/contract/api/caps";
import type { Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { parseBody } from "../parse-body.ts";
import { type Actor, missingScope } from "../permission.ts";
import { apply, type OperatorResult } from "./set-limits.ts";
import { findTarget } from "./target.ts";

/**
 * An operator stops every call of an organization, or lets them go on. What rings is withdrawn; webhooks are stored as
 * before, and their alerts say what is held. The owners are told by mail in the same transaction.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function stopCalls(
  env: Env,
  actor: Actor,
  organizationId: string,
  input: unknown,
  now: string,
): Promise<OperatorResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(CallsStoppedWrittenSchema, input);
  if (!parsed.ok) return parsed;
  const target = await findTarget(env, organizationId);
  if (target === null) return { ok: false, error: { reason: "not_found" } };
  const { stopped, reason } = parsed.value;
  const on: Statement = {
    sql: `INSERT INTO organization_limits (organization_id, calls_stopped, stopped_reason, stopped_by, stopped_at) VALUES (?1, 1, ?2, ?3, ?4)
          ON CONFLICT (organization_id) DO UPDATE SET calls_stopped = 1, stopped_reason = ?2, stopped_by = ?3, stopped_at = ?4
           WHERE calls_stopped = 0`,
    params: [target.id, reason, actor.keyName, now],
  };
  const off: Statement = {
    sql: `UPDATE organization_limits SET calls_stopped = 0, stopped_reason = NULL, stopped_by = NULL, stopped_at = NULL
           WHERE organization_id = ? AND calls_stopped = 1`,
    params: [target.id],
  };
  const mail: Statement = {
    // Only when something was switched: saying the same twice writes no second mail.
    sql: `INSERT INTO outgoing_mail (id, organization_id, user_id, template, data, reference, next_try_at, created_at)
          SELECT 'mai_' || hex(randomblob(13)), organizations.id, members.user_id, 'calls_switched',
                 json_object('organization', organizations.name, 'stopped', json(?2), 'reason', ?3, 'at', ?4),
                 'calls/' || organizations.id || '/' || ?4 || '/' || members.user_id, ?4, ?4
            FROM organizations JOIN members ON members.organization_id = organizations.id AND members.role = 'owner'
           WHERE organizations.id = ?1 AND changes() > 0 ON CONFLICT (reference) DO NOTHING`,
    params: [target.id, String(stopped), reason, now],
  };
  const action = stopped ? "calls_stopped" : "calls_resumed";
  return apply(
    env,
    actor,
    target,
    { action, detail: { reason }, statements: [stopped ? on : off, mail] },
    now,
  );
}
