import type { AlertKeyRemoved } from "@callping/contract/api/endpoints";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { digestCredential } from "../credentials/digest.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readEndpointRow, toEndpointView } from "./endpoint-row.ts";
import { makeAlertKey } from "./make-alert-key.ts";

export type AlertKeyResult =
  | { ok: true; changed: AlertKeyRemoved; alertKey: string | null }
  | {
      ok: false;
      error: MissingScope | { reason: "not_found" } | { reason: "settings_conflict"; detail: string };
    };

/**
 * Sets, rotates or removes an endpoint's alert key. Only its digest is stored; the key before it stops working at once.
 * @param now ISO 8601, UTC, milliseconds.
 * @returns the new key, to be shown this once; `null` after a removal.
 */
export async function changeAlertKey(
  env: Env,
  actor: Actor,
  endpointId: string,
  action: "set" | "remove",
  now: string,
): Promise<AlertKeyResult> {
  const forbidden = missingScope(actor, "endpoints:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const row = await readEndpointRow(env.DB, organizationId, endpointId);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  if (action === "set" && row.topic_arn !== null) {
    const detail =
      "An Amazon SNS topic is pinned, and it can present no alert key: set sns_topic_arn to null.";
    return { ok: false, error: { reason: "settings_conflict", detail } };
  }
  const alertKey = action === "set" ? makeAlertKey() : null;
  const digest =
    alertKey === null ? null : await digestCredential(env.CREDENTIAL_PEPPER, "alert_key", alertKey);
  const rotated = row.alert_key_set === 1 ? "rotated" : "set";
  await runBatch(env.DB, [
    {
      sql: "UPDATE endpoints SET alert_key_digest = ? WHERE id = ? AND organization_id = ?",
      params: [digest, endpointId, organizationId],
    },
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: `endpoint.alert_key_${action === "set" ? rotated : "removed"}`,
      subject: endpointId,
      detail: {},
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const endpoint = toEndpointView({ ...row, alert_key_set: alertKey === null ? 0 : 1 });
  return { ok: true, changed: { endpoint, in_effect }, alertKey };
}
