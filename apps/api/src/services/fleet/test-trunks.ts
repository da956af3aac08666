import { ReasonSchema } from "@callping/contract/api/fleet-control";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { fleetName, HOME_REGION } from "../../objects/names.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import type { Route } from "../pbx-registry.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";

/**
 * Places a test call through every trunk that has an echo number, at most one a trunk and minute.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function testTrunks(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<{ ok: true; tested: Route[] } | { ok: false; error: MissingScope | InvalidBody }> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(ReasonSchema, input);
  if (!parsed.ok) return parsed;
  const tested = await env.FLEET.getByName(fleetName(HOME_REGION)).testTrunks();
  await runBatch(env.DB, [
    auditStatement({
      organizationId: actor.organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "fleet.tested",
      subject: "fleet",
      detail: { reason: parsed.value.reason, trunks: tested.length },
      at: now,
    }),
  ]);
  return { ok: true, tested };
}
