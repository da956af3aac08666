import { VerificationAskedSchema, type VerificationBegun } from "@callping/contract/api/numbers";
import { maskNumber } from "@callping/domain/numbers/mask";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { CODE_MINUTES, type CodeCallRefusal, orderCodeCall } from "../code-calls/order-code-call.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope, notTheirNumbers } from "../permission.ts";
import { placeOf, readNumber } from "./number-row.ts";

export type StartResult =
  | { ok: true; begun: VerificationBegun }
  | {
      ok: false;
      error:
        | MissingScope
        | InvalidBody
        | CodeCallRefusal
        | { reason: "not_found" }
        | { reason: "settings_conflict"; detail: string };
    };

/**
 * Rings a number so that it may get alerts: a member hears a code to type, a contact is asked to press 1.
 * @param address the client's, for its limit
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function startVerification(
  env: Env,
  actor: Actor,
  { id, address }: { id: string; address: string },
  input: unknown,
  now: string,
): Promise<StartResult> {
  const forbidden = missingScope(actor, "numbers:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(VerificationAskedSchema, input);
  if (!parsed.ok) return parsed;
  const { organizationId, organizationNumber } = actor;
  const number = await readNumber(env, organizationId, id);
  if (number === null) return { ok: false, error: { reason: "not_found" } };
  const others = notTheirNumbers(actor, number.member?.id ?? null);
  if (others !== null) return { ok: false, error: others };
  if (number.verified_at !== null) {
    const detail = "This number is verified: alerts ring it. Change the number to verify another one.";
    return { ok: false, error: { reason: "settings_conflict", detail } };
  }
  const { ownerId, ownerName } = placeOf(number);
  const purpose = number.contact === null ? "verify" : "agree";
  const atAnyHour = parsed.value.now === true;
  const ordered = await orderCodeCall(
    env,
    {
      purpose,
      number: number.number,
      language: number.language,
      of: { organizationId, organizationNumber, phoneId: id, ownerId, label: number.label },
      address,
      atAnyHour,
      alsoWrite: (codeCallId) => [
        auditStatement({
          organizationId,
          actor: { id: actor.keyId, label: actor.keyName },
          action: "number.verification_started",
          subject: id,
          detail: { purpose, code_call_id: codeCallId, number: maskNumber(number.number), now: atAnyHour },
          at: now,
        }),
      ],
    },
    now,
  );
  if (!ordered.ok) return ordered;
  const { call } = ordered;
  const shown = maskNumber(number.number);
  const what_happens =
    purpose === "verify"
      ? `CallPing rings ${shown} now and speaks six digits, twice. Send them to this address with /confirm behind it within ${CODE_MINUTES} minutes.`
      : `CallPing rings ${shown} now and asks ${ownerName} whether organization ${organizationNumber} may call. Tell them that number. Key 1 agrees, and alerts ring it from then on.`;
  const { id: callId, expiresAt: expires_at, language, says } = call;
  return { ok: true, begun: { id: callId, purpose, expires_at, language, says, what_happens } };
}
