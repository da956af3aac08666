import { CodeTypedSchema, type NumberDetail } from "@callping/contract/api/numbers";
import type { NumberView } from "@callping/contract/api/configuration";
import { createId } from "@callping/contract/ids";
import { CONSENT_WORDING_VERSION, codeWording } from "@callping/domain/calls/code-wording";
import { maskNumber } from "@callping/domain/numbers/mask";
import type { Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { type CodeUsed, confirmCode, type CodeRefused } from "../code-calls/confirm-code.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope, notTheirNumbers } from "../permission.ts";
import { describeNumber } from "./describe-number.ts";
import { placeOf, readNumber } from "./number-row.ts";

export type ConfirmResult =
  | { ok: true; number: NumberDetail; in_effect: boolean }
  | { ok: false; error: MissingScope | InvalidBody | CodeRefused | { reason: "not_found" } };

/**
 * Takes the code that a member heard: the number may ring from now on. The code's use, the number and the consent are one
 * transaction.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function confirmVerification(
  env: Env,
  actor: Actor,
  id: string,
  input: unknown,
  now: string,
): Promise<ConfirmResult> {
  const forbidden = missingScope(actor, "numbers:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(CodeTypedSchema, input);
  if (!parsed.ok) return parsed;
  const { organizationId } = actor;
  const number = await readNumber(env, organizationId, id);
  if (number === null) return { ok: false, error: { reason: "not_found" } };
  const others = notTheirNumbers(actor, number.member?.id ?? null);
  if (others !== null) return { ok: false, error: others };
  const confirmed = await confirmCode(
    env,
    {
      purpose: "verify",
      number: number.number,
      organizationId,
      phoneId: id,
      code: parsed.value.code,
      alsoWrite: (used) => verified(actor, number, used, now),
    },
    now,
  );
  if (!confirmed.ok) return confirmed;
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const detail = await describeNumber(env, actor, id, now);
  if (detail === null) return { ok: false, error: { reason: "not_found" } };
  return { ok: true, number: detail, in_effect };
}

/** All of them hold only for the number that was rung: one that was changed meanwhile stays unverified. */
function verified(actor: Actor, number: NumberView, used: CodeUsed, now: string): Statement[] {
  const { table, ownerId, ownerName } = placeOf(number);
  const { organizationId, keyId, keyName } = actor;
  const isStill = "id = ? AND organization_id = ? AND number = ? AND verified_at IS NULL";
  const which = [number.id, organizationId, number.number];
  const consent = {
    id: createId("consent"),
    organization_id: organizationId,
    phone_id: number.id,
    person_id: ownerId,
    person_name: ownerName,
    number_hash: used.numberHash,
    number_masked: maskNumber(number.number),
    method: "code",
    actor_id: keyId,
    actor_label: keyName,
    wording_version: CONSENT_WORDING_VERSION,
    language: used.language,
    wording: codeWording({ purpose: "verify", language: used.language }),
    code_call_id: used.codeCallId,
    call_id: used.callId,
    given_at: now,
  };
  return [
    {
      sql: `INSERT INTO consents (${Object.keys(consent).join(", ")})
            SELECT ${Object.keys(consent)
              .map(() => "?")
              .join(", ")}
             WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${isStill}) ON CONFLICT (code_call_id) DO NOTHING`,
      params: [...Object.values(consent), ...which],
    },
    { sql: `UPDATE ${table} SET verified_at = ? WHERE ${isStill}`, params: [now, ...which] },
    auditIfChanged({
      organizationId,
      actor: { id: keyId, label: keyName },
      action: "number.verified",
      subject: number.id,
      detail: { method: "code", code_call_id: used.codeCallId, number: maskNumber(number.number) },
      at: now,
    }),
  ];
}
