import { MOST_NUMBERS, NewNumberSchema, type NumberChanged } from "@callping/contract/api/numbers";
import { createId } from "@callping/contract/ids";
import { maskNumber } from "@callping/domain/numbers/mask";
import { type Database, runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope, notTheirNumbers } from "../permission.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import { checkWritten, type NumberRefused } from "./check-written.ts";
import { describeNumber } from "./describe-number.ts";
import { type NumberTable, OWNER_COLUMN } from "./number-row.ts";

export type SaveError =
  | MissingScope
  | InvalidBody
  | NumberRefused
  | { reason: "not_found" }
  | { reason: "settings_conflict"; detail: string };
export type SaveResult = { ok: true; saved: NumberChanged } | { ok: false; error: SaveError };

/**
 * Adds a number to a member or a contact. Nothing rings it before it is verified. A person's first number is their primary.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function createNumber(env: Env, actor: Actor, input: unknown, now: string): Promise<SaveResult> {
  const forbidden = missingScope(actor, "numbers:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NewNumberSchema, input);
  if (!parsed.ok) return parsed;
  const { member_id, contact_id, number: written, primary, ring_seconds, ...settings } = parsed.value;
  if ((member_id === undefined) === (contact_id === undefined)) {
    const problems = [{ path: "member_id", message: "Give member_id or contact_id: whose number it is." }];
    return { ok: false, error: { reason: "invalid_body", problems } };
  }
  const others = notTheirNumbers(actor, member_id ?? null);
  if (others !== null) return { ok: false, error: others };
  const { organizationId } = actor;
  const table = member_id === undefined ? "contact_phones" : "phones";
  const ownerId = member_id ?? contact_id ?? "";
  const owned = await numbersOf(env.DB, organizationId, table, ownerId);
  if (owned === null) return { ok: false, error: { reason: "not_found" } };
  const checked = await checkWritten(env, actor, written, now);
  if (!checked.ok) return checked;
  const conflict = conflictOf(owned, checked.e164);
  if (conflict !== null) return { ok: false, error: { reason: "settings_conflict", detail: conflict } };
  const id = createId("phone");
  const isPrimary = primary === true || owned.length === 0;
  const { label = "Phone", language = "en", enabled = true } = settings;
  const column = OWNER_COLUMN[table];
  const warnings = await watchChange(env, actor, now);
  await runBatch(env.DB, [
    ...(isPrimary
      ? [
          {
            sql: `UPDATE ${table} SET is_primary = 0 WHERE ${column} = ? AND is_primary = 1`,
            params: [ownerId],
          },
        ]
      : []),
    {
      sql: `INSERT INTO ${table} (id, organization_id, ${column}, number, label, language, is_primary, enabled, ring_seconds, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      params: [
        id,
        organizationId,
        ownerId,
        checked.e164,
        label,
        language,
        Number(isPrimary),
        Number(enabled),
        ring_seconds ?? null,
        now,
      ],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "number.created",
      subject: id,
      detail: {
        [column]: ownerId,
        number: maskNumber(checked.e164),
        label,
        language,
        primary: isPrimary,
        enabled,
        ring_seconds: ring_seconds ?? null,
      },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const number = await describeNumber(env, actor, id, now);
  if (number === null) return { ok: false, error: { reason: "not_found" } };
  return { ok: true, saved: { number, warnings: await warnings(), in_effect } };
}

/** The numbers of a person of this organization; `null` when there is no such person. */
async function numbersOf(
  db: Database,
  organizationId: string,
  table: NumberTable,
  ownerId: string,
): Promise<string[] | null> {
  const owners = table === "phones" ? "members" : "contacts";
  const { results } = await db
    .prepare(
      `SELECT ${table}.number FROM ${owners} LEFT JOIN ${table} ON ${table}.${OWNER_COLUMN[table]} = ${owners}.id
        WHERE ${owners}.id = ? AND ${owners}.organization_id = ?`,
    )
    .bind(ownerId, organizationId)
    .all<{ number: string | null }>();
  return results.length === 0 ? null : results.flatMap(({ number }) => number ?? []);
}

function conflictOf(owned: readonly string[], number: string): string | null {
  if (owned.includes(number)) return "This person has this number already.";
  if (owned.length < MOST_NUMBERS) return null;
  return `This person has ${MOST_NUMBERS} numbers, the most somebody may have. Delete one first.`;
}
