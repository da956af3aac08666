import type { NumberDeleted } from "@callping/contract/api/numbers";
import { maskNumber } from "@callping/domain/numbers/mask";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type Actor, type MissingScope, missingScope, notTheirNumbers } from "../permission.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import { OWNER_COLUMN, placeOf, readNumber } from "./number-row.ts";

export type DeleteResult =
  | { ok: true; deleted: NumberDeleted }
  | { ok: false; error: MissingScope | { reason: "not_found" } };

/**
 * Deletes a number. When it was the primary one, the person's next takes its place: one that may ring before others, the
 * oldest first. Who is not reached any more by it stands in the warnings.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function deleteNumber(env: Env, actor: Actor, id: string, now: string): Promise<DeleteResult> {
  const forbidden = missingScope(actor, "numbers:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const number = await readNumber(env, organizationId, id);
  if (number === null) return { ok: false, error: { reason: "not_found" } };
  const others = notTheirNumbers(actor, number.member?.id ?? null);
  if (others !== null) return { ok: false, error: others };
  const { table, ownerId } = placeOf(number);
  const column = OWNER_COLUMN[table];
  const warnings = await watchChange(env, actor, now);
  await runBatch(env.DB, [
    { sql: `DELETE FROM ${table} WHERE id = ? AND organization_id = ?`, params: [id, organizationId] },
    {
      sql: `UPDATE ${table} SET is_primary = 1 WHERE id = (
              SELECT id FROM ${table} WHERE ${column} = ?1
               ORDER BY enabled = 1 AND verified_at IS NOT NULL DESC, created_at, id LIMIT 1)
            AND NOT EXISTS (SELECT 1 FROM ${table} WHERE ${column} = ?1 AND is_primary = 1)`,
      params: [ownerId],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "number.deleted",
      subject: id,
      detail: {
        [column]: ownerId,
        number: maskNumber(number.number),
        label: number.label,
        primary: number.primary,
      },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const primary = await env.DB.prepare(`SELECT id FROM ${table} WHERE ${column} = ? AND is_primary = 1`)
    .bind(ownerId)
    .first<{ id: string }>();
  return {
    ok: true,
    deleted: { id, primary_id: primary?.id ?? null, warnings: await warnings(), in_effect },
  };
}
