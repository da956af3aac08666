import { type EndpointChange, EndpointChangeSchema } from "@callping/contract/api/endpoint-settings";
import type { EndpointChanged, EndpointView } from "@callping/contract/api/endpoints";
import { runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import { type FieldProblem, type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { checkReferences } from "./check-references.ts";
import { readEndpointRow, toEndpointView } from "./endpoint-row.ts";
import { settingsColumns } from "./settings-columns.ts";
import { snsTopicStatement } from "./sns-topic-statement.ts";

export type ChangeResult =
  | { ok: true; changed: EndpointChanged }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "not_found" } };

/**
 * Changes the settings that are given and leaves the others. The next webhook is decided by them.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function changeEndpoint(
  env: Env,
  actor: Actor,
  endpointId: string,
  input: unknown,
  now: string,
): Promise<ChangeResult> {
  const forbidden = missingScope(actor, "endpoints:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(EndpointChangeSchema, input);
  if (!parsed.ok) return parsed;
  const change = parsed.value;
  const { organizationId } = actor;
  const row = await readEndpointRow(env.DB, organizationId, endpointId);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  const before = toEndpointView(row);
  const problems = [
    ...(await checkReferences(env.DB, organizationId, change)).problems,
    ...topicProblems(change, before),
  ];
  if (problems.length > 0) return { ok: false, error: { reason: "invalid_body", problems } };
  const warnings = await watchChange(env, actor, now);
  const statements = statementsOf(change, { id: endpointId, organizationId }, now);
  const audit = auditStatement({
    organizationId,
    actor: { id: actor.keyId, label: actor.keyName },
    action: "endpoint.changed",
    subject: endpointId,
    detail: { to: change, from: valuesBefore(change, before) },
    at: now,
  });
  // Nothing that changes is nothing to audit.
  await runBatch(env.DB, statements.length === 0 ? [] : [...statements, audit]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const after = await readEndpointRow(env.DB, organizationId, endpointId);
  if (after === null) return { ok: false, error: { reason: "not_found" } };
  return { ok: true, changed: { endpoint: toEndpointView(after), warnings: await warnings(), in_effect } };
}

function topicProblems({ sns_topic_arn }: EndpointChange, { alert_key_set }: EndpointView): FieldProblem[] {
  if (sns_topic_arn == null || !alert_key_set) return [];
  const message =
    "Amazon SNS can present no alert key, so its messages would be refused: remove the alert key first.";
  return [{ path: "sns_topic_arn", message }];
}

function statementsOf(
  change: EndpointChange,
  endpoint: { id: string; organizationId: string },
  now: string,
): Statement[] {
  const columns = settingsColumns(change);
  const names = Object.keys(columns);
  const update = {
    sql: `UPDATE endpoints SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ? AND organization_id = ?`,
    params: [...Object.values(columns), endpoint.id, endpoint.organizationId],
  };
  const topic =
    change.sns_topic_arn === undefined ? [] : [snsTopicStatement(endpoint, change.sns_topic_arn, now)];
  return names.length === 0 ? topic : [update, ...topic];
}

/** What the changed settings were, under the names by which they were changed. */
function valuesBefore(change: EndpointChange, before: EndpointView): Record<string, unknown> {
  const values: Record<string, unknown> = { ...before, sns_topic_arn: before.sns_topic?.arn ?? null };
  return Object.fromEntries(Object.keys(change).map((name) => [name, values[name]]));
}
