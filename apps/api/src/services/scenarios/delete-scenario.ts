import type { ScenarioDeleted } from "@callping/contract/api/scenarios";
import { prepare } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readScenarioRow } from "./scenario-row.ts";

export interface ScenarioInUse {
  reason: "scenario_in_use";
  detail: string;
  members: { endpoints: { id: string; name: string }[] };
}

export type DeleteResult =
  | { ok: true; deleted: ScenarioDeleted }
  | { ok: false; error: MissingScope | ScenarioInUse | { reason: "not_found" } };

/** Endpoints that a refusal names. */
const MOST_NAMED = 50;

/**
 * Deletes a scenario that no endpoint uses. Its versions stay readable: alerts that they decided name them.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function deleteScenario(
  env: Env,
  actor: Actor,
  scenarioId: string,
  now: string,
): Promise<DeleteResult> {
  const forbidden = missingScope(actor, "scenarios:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const row = await readScenarioRow(env.DB, organizationId, scenarioId);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  const remove = {
    sql: `DELETE FROM scenarios WHERE id = ? AND organization_id = ?
            AND NOT EXISTS (SELECT 1 FROM endpoints WHERE scenario_id = scenarios.id) RETURNING id`,
    params: [scenarioId, organizationId],
  };
  const audit = auditIfChanged({
    organizationId,
    actor: { id: actor.keyId, label: actor.keyName },
    action: "scenario.deleted",
    subject: scenarioId,
    detail: { name: row.name, version: row.version },
    at: now,
  });
  const [removed] = await env.DB.batch([remove, audit].map((statement) => prepare(env.DB, statement)));
  if (removed?.results.length !== 1)
    return { ok: false, error: await inUse(env, organizationId, scenarioId) };
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, deleted: { id: row.id, in_effect } };
}

async function inUse(env: Env, organizationId: string, scenarioId: string): Promise<ScenarioInUse> {
  const { results } = await env.DB.prepare(
    "SELECT id, name FROM endpoints WHERE organization_id = ? AND scenario_id = ? ORDER BY created_at, id LIMIT ?",
  )
    .bind(organizationId, scenarioId, MOST_NAMED)
    .all<{ id: string; name: string }>();
  const names = results.map(({ name }) => `"${name}"`).join(", ");
  return {
    reason: "scenario_in_use",
    detail: `The scenario decides for these endpoints: ${names}.`,
    members: { endpoints: results },
  };
}
