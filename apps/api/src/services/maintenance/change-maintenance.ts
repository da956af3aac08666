import { MaintenanceChangeSchema, type MaintenanceChanged } from "@callping/contract/api/maintenance";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readMaintenanceRow, toMaintenanceView } from "./maintenance-row.ts";
import { readSettings } from "./read-settings.ts";

export type ChangeResult =
  | { ok: true; changed: MaintenanceChanged }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "not_found" } };

/**
 * Changes what is given of a maintenance window and leaves the rest. To end one early, delete it.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function changeMaintenance(
  env: Env,
  actor: Actor,
  id: string,
  input: unknown,
  now: string,
): Promise<ChangeResult> {
  const forbidden = missingScope(actor, "maintenance:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(MaintenanceChangeSchema, input);
  if (!parsed.ok) return parsed;
  const { organizationId } = actor;
  const row = await readMaintenanceRow(env.DB, organizationId, id);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  const { name, endpoint_id, project_id, starts_at, ends_at, weekly, time_zone } = toMaintenanceView(
    row,
    now,
  );
  const before = { name, endpoint_id, project_id, starts_at, ends_at, weekly, time_zone };
  const read = await readSettings(env.DB, organizationId, { ...before, ...parsed.value }, now);
  if (!read.ok) return read;
  const columns = read.columns;
  const warnings = await watchChange(env, actor, now);
  await runBatch(env.DB, [
    {
      sql: "UPDATE maintenance SET name = ?, endpoint_id = ?, project_id = ?, schedule = ? WHERE id = ? AND organization_id = ?",
      params: [columns.name, columns.endpoint_id, columns.project_id, columns.schedule, id, organizationId],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "maintenance.changed",
      subject: id,
      detail: { to: parsed.value, from: before },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const after = await readMaintenanceRow(env.DB, organizationId, id);
  if (after === null) return { ok: false, error: { reason: "not_found" } };
  return {
    ok: true,
    changed: { maintenance: toMaintenanceView(after, now), warnings: await warnings(), in_effect },
  };
}
