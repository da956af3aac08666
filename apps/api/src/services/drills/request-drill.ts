import { NewDrillSchema, type DrillDetail } from "@callping/contract/api/drills";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { deskName } from "../../objects/names.ts";
import type { DrillRequest, DrillRequested } from "../../objects/desk-protocol.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { toDrillDetail } from "./to-view.ts";

export type RequestResult =
  | { ok: true; drill: DrillDetail }
  | {
      ok: false;
      error:
        | MissingScope
        | InvalidBody
        | { reason: "not_found" | "desk_unreachable" }
        | { reason: "drill_refused"; detail: string }
        | { reason: "drill_rate_limited"; limit: string; retryAfterSeconds: number };
    };

const WHY = {
  quiet_hours: "The phone has quiet hours now: ask again when they are over.",
  alert_ringing: "An alert is ringing this person: ask again when it is acknowledged.",
  phone_unusable:
    "The phone is switched off, not verified, may not be called, or its holder objected to calls.",
} as const;

/**
 * Rings a phone now to prove it. While a drill of the phone is under way, a repeat is answered with that one.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function requestDrill(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<RequestResult> {
  const forbidden = missingScope(actor, "drills:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NewDrillSchema, input);
  if (!parsed.ok) return parsed;
  const { phone_id, member_id } = parsed.value;
  if ((phone_id === undefined) === (member_id === undefined)) {
    const problems = [{ path: "phone_id", message: "Give phone_id, or member_id for the primary phone." }];
    return { ok: false, error: { reason: "invalid_body", problems } };
  }
  const phoneId = phone_id ?? (await primaryOf(env, actor.organizationId, member_id ?? ""));
  if (phoneId === null) return { ok: false, error: { reason: "not_found" } };
  const requested = await ask(env, actor, { phone_id: phoneId });
  if (requested === null) return { ok: false, error: { reason: "desk_unreachable" } };
  if (!requested.ok) return refusal(requested);
  await runBatch(env.DB, [
    auditStatement({
      organizationId: actor.organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "drill.requested",
      subject: requested.drill.id,
      detail: { phone_id: phoneId, member_id: requested.drill.member_id },
      at: now,
    }),
  ]);
  return { ok: true, drill: toDrillDetail(requested.drill) };
}

/** A Desk knows only the phones of its own organization. */
async function ask(env: Env, actor: Actor, request: DrillRequest): Promise<DrillRequested | null> {
  try {
    return await env.DESK.getByName(deskName(actor.organizationNumber, 0)).requestDrill(request);
  } catch (error) {
    console.error("a Desk could not be asked for a drill", String(error));
    return null;
  }
}

async function primaryOf({ DB }: Env, organizationId: string, memberId: string): Promise<string | null> {
  const row = await DB.prepare(
    "SELECT id FROM phones WHERE organization_id = ? AND member_id = ? AND is_primary = 1",
  )
    .bind(organizationId, memberId)
    .first<{ id: string }>();
  return row?.id ?? null;
}

function refusal(requested: Extract<DrillRequested, { ok: false }>): RequestResult {
  switch (requested.reason) {
    case "unknown_phone":
      return { ok: false, error: { reason: "not_found" } };
    case "hindered":
      return { ok: false, error: { reason: "drill_refused", detail: WHY[requested.by] } };
    case "rate_limited": {
      const { limit, retry_after_seconds: retryAfterSeconds } = requested;
      return { ok: false, error: { reason: "drill_rate_limited", limit, retryAfterSeconds } };
    }
  }
}
