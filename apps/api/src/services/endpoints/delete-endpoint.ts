import type { EndpointDeleted } from "@callping/contract/api/endpoints";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readEndpointRow } from "./endpoint-row.ts";

export type DeleteResult =
  | { ok: true; deleted: EndpointDeleted }
  | { ok: false; error: MissingScope | { reason: "not_found" } };

/**
 * Deletes an endpoint: its webhook answers 404 from now on. Its alerts, requests and calls stay, and an alert that is
 * open goes on ringing, for it was accepted.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function deleteEndpoint(
  env: Env,
  actor: Actor,
  endpointId: string,
  now: string,
): Promise<DeleteResult> {
  const forbidden = missingScope(actor, "endpoints:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const row = await readEndpointRow(env.DB, organizationId, endpointId);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  await runBatch(env.DB, [
    {
      sql: "DELETE FROM endpoints WHERE id = ? AND organization_id = ?",
      params: [endpointId, organizationId],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "endpoint.deleted",
      subject: endpointId,
      detail: { name: row.name },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, deleted: { id: row.id, in_effect } };
}
