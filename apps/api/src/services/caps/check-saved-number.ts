import { checkCallable, type Uncallable } from "@callping/domain/caps/check-callable";
import type { CallableNumber } from "@callping/domain/numbers/check-number";
import { maskNumber } from "@callping/domain/numbers/mask";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { digestCredential } from "../credentials/digest.ts";
import { loadNumberPolicy } from "../numbers/load-policy.ts";
import type { Actor } from "../permission.ts";
import { switchedOn, switchedOnAnywhere } from "./list-countries.ts";

/**
 * The check of a number that somebody wants to save: the same function as at every call. What is refused is written down,
 * once a day and number with its count, and audited the first time; the number itself is not kept.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function checkSavedNumber(
  env: Env,
  actor: Actor,
  number: string,
  now: string,
): Promise<CallableNumber | Uncallable> {
  const checked = await checkAsStored(env, actor.organizationId, number);
  if (!checked.ok) await noteRefused(env, actor, number, checked.error.reason, now);
  return checked;
}

/**
 * The same check without a trace, by what D1 has now.
 * @param organizationId whose countries count; `null`: the platform's own errand, which may go wherever somebody's calls may
 */
export async function checkAsStored(
  env: Env,
  organizationId: string | null,
  number: string,
): Promise<CallableNumber | Uncallable> {
  const [on, policy] = await Promise.all([
    organizationId === null ? switchedOnAnywhere(env.DB) : switchedOn(env.DB, organizationId),
    loadNumberPolicy(env.DB),
  ]);
  const context = { ...policy, fictionAllowed: env.DEPLOYMENT === "local" };
  return checkCallable(
    number,
    context,
    on.map(({ country }) => country),
  );
}

async function noteRefused(
  env: Env,
  { organizationId, keyId, keyName }: Actor,
  number: string,
  reason: string,
  now: string,
): Promise<void> {
  const text = `${organizationId} ${now.slice(0, 10)} ${reason} ${number}`;
  // The same refusal of the same day has the same id, and nobody can read the number from it.
  const id = `ref_${(await digestCredential(env.NUMBER_HASH_KEY, "refused_number", text)).slice(0, 26)}`;
  const masked = maskNumber(number);
  const [repeated] = await runBatch(env.DB, [
    { sql: "UPDATE refusals SET version = version + 1, last_at = ? WHERE id = ?", params: [now, id] },
  ]);
  if (repeated === 1) return;
  await runBatch(env.DB, [
    {
      sql: `INSERT INTO refusals (id, organization_id, version, place, reason, number_masked, first_at, last_at)
            VALUES (?, ?, 1, 'save', ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      params: [id, organizationId, reason, masked, now, now],
    },
    auditIfChanged({
      organizationId,
      actor: { id: keyId, label: keyName },
      action: "number.refused",
      subject: id,
      detail: { reason, number: masked, place: "save" },
      at: now,
    }),
  ]);
}
