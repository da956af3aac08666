import { QuietHoursSchema, type QuietHoursSet } from "@callping/contract/api/maintenance";
import { parseQuietHours } from "@callping/domain/maintenance/quiet-hours";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { placeOf, readNumber } from "./number-row.ts";
import { type Actor, type MissingScope, missingScope, notTheirNumbers } from "../permission.ts";

export type SetResult =
  | { ok: true; set: QuietHoursSet }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "not_found" } };

/**
 * Sets the quiet hours of a phone, or takes them away. They are asked at every attempt, the next one included.
 * @param input what somebody wrote; `null` for none.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function setQuietHours(
  env: Env,
  actor: Actor,
  phoneId: string,
  input: unknown,
  now: string,
): Promise<SetResult> {
  const forbidden = missingScope(actor, "numbers:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const read = readHours(input);
  if (!read.ok) return read;
  const { organizationId } = actor;
  const number = await readNumber(env, organizationId, phoneId);
  if (number === null) return { ok: false, error: { reason: "not_found" } };
  const others = notTheirNumbers(actor, number.member?.id ?? null);
  if (others !== null) return { ok: false, error: others };
  const { hours } = read;
  const warnings = await watchChange(env, actor, now);
  await runBatch(env.DB, [
    {
      sql: `UPDATE ${placeOf(number).table} SET quiet_hours = ? WHERE id = ? AND organization_id = ?`,
      params: [hours === null ? null : JSON.stringify(hours), phoneId, organizationId],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: hours === null ? "number.quiet_hours_removed" : "number.quiet_hours_set",
      subject: phoneId,
      detail: { quiet_hours: hours },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, set: { id: phoneId, quiet_hours: hours, warnings: await warnings(), in_effect } };
}

type Read = { ok: true; hours: QuietHoursSet["quiet_hours"] } | { ok: false; error: InvalidBody };

function readHours(input: unknown): Read {
  if (input === null) return { ok: true, hours: null };
  const body = parseBody(QuietHoursSchema, input);
  if (!body.ok) return body;
  const parsed = parseQuietHours(body.value);
  if (!parsed.ok) {
    const problems = parsed.error.problems.map(({ path, message }) => ({ path, message }));
    return { ok: false, error: { reason: "invalid_body", problems } };
  }
  const { windows, timeZone, criticalPasses } = parsed.value;
  const days = windows.map((window) => ({ ...window, days: [...window.days] }));
  return { ok: true, hours: { windows: days, time_zone: timeZone, critical_passes: criticalPasses } };
}
