import type { NumberView } from "@callping/contract/api/configuration";
import { NumberChangeSchema } from "@callping/contract/api/numbers";
import { maskNumber } from "@callping/domain/numbers/mask";
import { type Param, runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { parseBody } from "../parse-body.ts";
import { type Actor, missingScope, notTheirNumbers } from "../permission.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import { checkWritten } from "./check-written.ts";
import type { SaveError, SaveResult } from "./create-number.ts";
import { describeNumber } from "./describe-number.ts";
import { OWNER_COLUMN, placeOf, readNumber } from "./number-row.ts";

/** What a change sets, by column; the API's own names in the audit. */
type Change = Partial<Pick<NumberView, "number" | "label" | "language" | "enabled" | "ring_seconds">>;

/**
 * Changes a number or what is set for it. Another number is another telephone: it must be verified anew before it rings.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function changeNumber(
  env: Env,
  actor: Actor,
  id: string,
  input: unknown,
  now: string,
): Promise<SaveResult> {
  const forbidden = missingScope(actor, "numbers:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NumberChangeSchema, input);
  if (!parsed.ok) return parsed;
  const { organizationId } = actor;
  const before = await readNumber(env, organizationId, id);
  if (before === null) return { ok: false, error: { reason: "not_found" } };
  const others = notTheirNumbers(actor, before.member?.id ?? null);
  if (others !== null) return { ok: false, error: others };
  const { primary, ...written } = parsed.value;
  const read = await readChange(env, actor, before, written, now);
  if (!read.ok) return read;
  const { change } = read;
  const warnings = await watchChange(env, actor, now);
  const statements = [
    ...(Object.keys(change).length > 0 ? [update(before, organizationId, change)] : []),
    ...(primary === true && !before.primary ? makePrimary(before, organizationId) : []),
  ];
  if (statements.length > 0)
    await runBatch(env.DB, [
      ...statements,
      auditStatement({
        organizationId,
        actor: { id: actor.keyId, label: actor.keyName },
        action: "number.changed",
        subject: id,
        detail: auditOf(before, change, primary === true),
        at: now,
      }),
    ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const number = await describeNumber(env, actor, id, now);
  if (number === null) return { ok: false, error: { reason: "not_found" } };
  return { ok: true, saved: { number, warnings: await warnings(), in_effect } };
}

type Read = { ok: true; change: Change } | { ok: false; error: SaveError };
type Written = { [Field in keyof Change]: Change[Field] | undefined };

/** What is written and differs. */
async function readChange(
  env: Env,
  actor: Actor,
  before: NumberView,
  { number, ...settings }: Written,
  now: string,
): Promise<Read> {
  const change: Change = {};
  if (settings.label !== undefined) change.label = settings.label;
  if (settings.language !== undefined) change.language = settings.language;
  if (settings.enabled !== undefined) change.enabled = settings.enabled;
  if (settings.ring_seconds !== undefined) change.ring_seconds = settings.ring_seconds;
  if (number === undefined) return { ok: true, change };
  if (before.kind === "browser")
    return conflict("A browser phone rings a browser's tab: its number cannot be changed.");
  const checked = await checkWritten(env, actor, number, now);
  if (!checked.ok) return checked;
  if (checked.e164 === before.number) return { ok: true, change };
  if (await isOwned(env, before, checked.e164)) return conflict("This person has this number already.");
  return { ok: true, change: { ...change, number: checked.e164 } };
}

function conflict(detail: string): { ok: false; error: SaveError } {
  return { ok: false, error: { reason: "settings_conflict", detail } };
}

async function isOwned({ DB }: Env, before: NumberView, number: string): Promise<boolean> {
  const { table, ownerId } = placeOf(before);
  const found = await DB.prepare(`SELECT id FROM ${table} WHERE ${OWNER_COLUMN[table]} = ? AND number = ?`)
    .bind(ownerId, number)
    .first<{ id: string }>();
  return found !== null;
}

function update(before: NumberView, organizationId: string, change: Change): Statement {
  const params = Object.values(change).map((value): Param =>
    typeof value === "boolean" ? Number(value) : value,
  );
  const columns = Object.keys(change).map((name) => `${name} = ?`);
  return {
    sql: `UPDATE ${placeOf(before).table} SET ${columns.join(", ")} WHERE id = ? AND organization_id = ?`,
    params: [...params, before.id, organizationId],
  };
}

/** One after the other: at no moment are there two. */
function makePrimary(before: NumberView, organizationId: string): Statement[] {
  const { table, ownerId } = placeOf(before);
  return [
    {
      sql: `UPDATE ${table} SET is_primary = 0 WHERE ${OWNER_COLUMN[table]} = ? AND is_primary = 1`,
      params: [ownerId],
    },
    {
      sql: `UPDATE ${table} SET is_primary = 1 WHERE id = ? AND organization_id = ?`,
      params: [before.id, organizationId],
    },
  ];
}

function auditOf(before: NumberView, change: Change, primary: boolean): Record<string, unknown> {
  const shown = ({ number, ...rest }: Change): Record<string, unknown> => ({
    ...rest,
    ...(number !== undefined && { number: maskNumber(number) }),
  });
  const names = Object.keys(change) as (keyof Change)[];
  const old = Object.fromEntries(names.map((name) => [name, before[name]]));
  return {
    to: { ...shown(change), ...(primary && { primary }) },
    from: { ...shown(old), ...(primary && { primary: before.primary }) },
  };
}
