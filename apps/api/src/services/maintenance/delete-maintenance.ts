import type { MaintenanceDeleted } from "@callping/contract/api/maintenance";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readMaintenanceRow } from "./maintenance-row.ts";

export type DeleteResult =
  | { ok: true; deleted: MaintenanceDeleted }
  | { ok: false; error: MissingScope | { reason: "not_found" } };

/**
 * Deletes a maintenance window. One that holds ends with that: alerts that it silenced and that are open ring now.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function deleteMaintenance(
  env: Env,
  actor: Actor,
  id: string,
  now: string,
): Promise<DeleteResult> {
  const forbidden = missingScope(actor, "maintenance:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const row = await readMaintenanceRow(env.DB, organizationId, id);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  await runBatch(env.DB, [
    { sql: "DELETE FROM maintenance WHERE id = ? AND organization_id = ?", params: [id, organizationId] },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "maintenance.deleted",
      subject: id,
      detail: { name: row.name, schedule: row.schedule },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, deleted: { id, in_effect } };
}
