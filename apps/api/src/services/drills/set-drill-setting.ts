import { DrillSettingInputSchema, type DrillSettingSet } from "@callping/contract/api/drills";
import { parseDrillSetting, storeDrillSetting } from "@callping/domain/drills/parse-setting";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readDrillSetting } from "./read-drill-setting.ts";

export type SetResult =
  | { ok: true; set: DrillSettingSet }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "not_found" } };

/**
 * Sets when and on which phones a member is rung to prove them. A moment that is planned already moves with it.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function setDrillSetting(
  env: Env,
  actor: Actor,
  memberId: string,
  input: unknown,
  now: string,
): Promise<SetResult> {
  const forbidden = missingScope(actor, "drills:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const body = parseBody(DrillSettingInputSchema, input);
  if (!body.ok) return body;
  const parsed = parseDrillSetting(body.value);
  if (!parsed.ok) {
    const problems = parsed.error.problems.map(({ path, message }) => ({ path, message }));
    return { ok: false, error: { reason: "invalid_body", problems } };
  }
  const { organizationId } = actor;
  const before = await readDrillSetting(env.DB, organizationId, memberId);
  if (before === null) return { ok: false, error: { reason: "not_found" } };
  const stored = storeDrillSetting(parsed.value);
  await runBatch(env.DB, [
    {
      sql: `INSERT INTO drill_settings (member_id, organization_id, setting, updated_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (member_id) DO UPDATE SET setting = excluded.setting, updated_at = excluded.updated_at`,
      params: [memberId, organizationId, JSON.stringify(stored), now],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "drills.set",
      subject: memberId,
      detail: { to: stored, from: before },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const setting = await readDrillSetting(env.DB, organizationId, memberId);
  return setting === null
    ? { ok: false, error: { reason: "not_found" } }
    : { ok: true, set: { setting, in_effect } };
}
