import type { MaintenanceChanged } from "@callping/contract/api/maintenance";
import { createId } from "@callping/contract/ids";
import { insertRows, runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import type { InvalidBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readMaintenanceRow, toMaintenanceView } from "./maintenance-row.ts";
import { readSettings } from "./read-settings.ts";

/** Every Desk carries them all, and every new alert asks them: more is a mistake of a script. */
const MOST_AT_ONCE = 200;

export type CreateResult =
  | { ok: true; created: MaintenanceChanged }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "settings_conflict"; detail: string } };

/**
 * Makes a maintenance window. Calls for its endpoints stop as soon as it begins: at once, when that is now.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function createMaintenance(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<CreateResult> {
  const forbidden = missingScope(actor, "maintenance:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const read = await readSettings(env.DB, organizationId, input, now);
  if (!read.ok) return read;
  if ((await countOpen(env, organizationId, now)) >= MOST_AT_ONCE) {
    const detail = `There are ${MOST_AT_ONCE} maintenance windows that are not over. Delete some first.`;
    return { ok: false, error: { reason: "settings_conflict", detail } };
  }
  const warnings = await watchChange(env, actor, now);
  const id = createId("maintenance");
  const columns = { id, organization_id: organizationId, ...read.columns, created_at: now };
  await runBatch(env.DB, [
    ...insertRows("maintenance", Object.keys(columns), [Object.values(columns)]),
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "maintenance.created",
      subject: id,
      detail: { ...read.columns },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const row = await readMaintenanceRow(env.DB, organizationId, id);
  if (row === null) throw new Error(`the new maintenance ${id} is not there`);
  return {
    ok: true,
    created: { maintenance: toMaintenanceView(row, now), warnings: await warnings(), in_effect },
  };
}

async function countOpen({ DB }: Env, organizationId: string, now: string): Promise<number> {
  const row = await DB.prepare(
    "SELECT count(*) AS n FROM maintenance WHERE organization_id = ? AND coalesce(schedule ->> 'ends_at', '9999') > ?",
  )
    .bind(organizationId, now)
    .first<{ n: number }>();
  return row?.n ?? 0;
}
