import { type NewEndpoint, NewEndpointSchema } from "@callping/contract/api/endpoint-settings";
import type { EndpointCreated } from "@callping/contract/api/endpoints";
import { alertAddress } from "@callping/domain/mail/address";
import { createId } from "@callping/contract/ids";
import { type Database, insertRows, runBatch } from "../../db/statement.ts";
import { newestKeyId } from "../../endpoint-id/keys.ts";
import { mintEndpointId } from "../../endpoint-id/mint.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { digestCredential } from "../credentials/digest.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { checkReferences } from "./check-references.ts";
import { readEndpointRow, toEndpointView } from "./endpoint-row.ts";
import { makeAlertKey } from "./make-alert-key.ts";
import { settingsColumns } from "./settings-columns.ts";
import { snsTopicStatement } from "./sns-topic-statement.ts";

/** Every Desk carries all endpoints of its organization in one stored value of at most 2 MB. */
export const MOST_ENDPOINTS = 1_000;

export type CreateResult =
  | { ok: true; created: EndpointCreated }
  | { ok: false; error: MissingScope | InvalidBody | { reason: "settings_conflict"; detail: string } };

/**
 * A new endpoint of the actor's organization.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function createEndpoint(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<CreateResult> {
  const forbidden = missingScope(actor, "endpoints:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NewEndpointSchema, input);
  if (!parsed.ok) return parsed;
  const settings = parsed.value;
  const { problems, scenarioProjectId } = await checkReferences(env.DB, actor.organizationId, settings);
  if (settings.alert_key === true && settings.sns_topic_arn != null)
    problems.push({ path: "alert_key", message: "Amazon SNS can present no alert key: set one of the two." });
  const projectId = settings.project_id ?? scenarioProjectId;
  if (problems.length > 0 || projectId === null)
    return { ok: false, error: { reason: "invalid_body", problems } };
  const known = await countEndpoints(env.DB, actor.organizationId);
  if (known >= MOST_ENDPOINTS) {
    const detail = `The organization has ${known} endpoints; there may be ${MOST_ENDPOINTS}.`;
    return { ok: false, error: { reason: "settings_conflict", detail } };
  }
  return { ok: true, created: await insert(env, actor, settings, projectId, now) };
}

async function countEndpoints(db: Database, organizationId: string): Promise<number> {
  const row = await db
    .prepare("SELECT count(*) AS n FROM endpoints WHERE organization_id = ?")
    .bind(organizationId)
    .first<{ n: number }>();
  return row?.n ?? 0;
}

async function insert(
  env: Env,
  actor: Actor,
  settings: NewEndpoint,
  projectId: string,
  now: string,
): Promise<EndpointCreated> {
  const { organizationId } = actor;
  const id = createId("endpoint");
  const uuid = await mint(env, actor);
  const alertKey = settings.alert_key === true ? makeAlertKey() : null;
  const digest =
    alertKey === null ? null : await digestCredential(env.CREDENTIAL_PEPPER, "alert_key", alertKey);
  const columns = {
    ...settingsColumns(settings),
    id,
    organization_id: organizationId,
    project_id: projectId,
    uuid,
    alert_key_digest: digest,
    created_at: now,
  };
  const topic = settings.sns_topic_arn ?? null;
  const warnings = await watchChange(env, actor, now);
  await runBatch(env.DB, [
    ...insertRows("endpoints", Object.keys(columns), [Object.values(columns)]),
    ...(topic === null ? [] : [snsTopicStatement({ id, organizationId }, topic, now)]),
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "endpoint.created",
      subject: id,
      detail: { ...settings, alert_key: alertKey !== null },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const row = await readEndpointRow(env.DB, organizationId, id);
  if (row === null) throw new Error(`the new endpoint ${id} is not there`);
  return {
    endpoint: toEndpointView(row),
    warnings: await warnings(),
    in_effect,
    webhook_url: new URL(`/api/wh/${uuid}`, env.API_ORIGIN).href,
    ping_url: settings.heartbeat ? new URL(`/api/hb/${uuid}`, env.API_ORIGIN).href : null,
    mail_address: alertAddress(uuid, env.MAIL_DOMAIN, alertKey),
    alert_key: alertKey,
  };
}

/** A URL for it. Endpoints of an organization of several Desks spread over them. */
async function mint(env: Env, actor: Actor): Promise<string> {
  const random = crypto.getRandomValues(new Uint8Array(9));
  return mintEndpointId(env.ENDPOINT_ID_KEYS, {
    organizationNumber: actor.organizationNumber,
    shard: (random[8] ?? 0) % actor.shards,
    keyId: await newestKeyId(env.ENDPOINT_ID_KEYS),
    random: random.slice(0, 8),
  });
}
