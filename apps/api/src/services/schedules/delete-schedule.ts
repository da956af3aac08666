import type { ScheduleDeleted } from "@callping/contract/api/schedules";
import { prepare } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { readScheduleRow } from "./schedule-row.ts";

export interface ScheduleInUse {
  reason: "schedule_in_use";
  detail: string;
  members: { scenarios: { id: string; name: string }[] };
}

export type DeleteResult =
  | { ok: true; deleted: ScheduleDeleted }
  | { ok: false; error: MissingScope | ScheduleInUse | { reason: "not_found" } };

/** Scenarios whose rules or plan name a schedule: an id stands in their JSON as a text of its own. */
const USERS =
  "SELECT id, name FROM scenarios WHERE organization_id = ? AND instr(rules || coalesce(plan, ''), ?) > 0";

/**
 * Deletes a schedule that no scenario calls, and its calendar feed.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function deleteSchedule(
  env: Env,
  actor: Actor,
  scheduleId: string,
  now: string,
): Promise<DeleteResult> {
  const forbidden = missingScope(actor, "schedules:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const row = await readScheduleRow(env.DB, organizationId, scheduleId);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  const named = `"${scheduleId}"`;
  const remove = {
    sql: `DELETE FROM schedules WHERE id = ? AND organization_id = ? AND NOT EXISTS (${USERS}) RETURNING id`,
    params: [scheduleId, organizationId, organizationId, named],
  };
  const audit = auditIfChanged({
    organizationId,
    actor: { id: actor.keyId, label: actor.keyName },
    action: "schedule.deleted",
    subject: scheduleId,
    detail: { name: row.name, version: row.version },
    at: now,
  });
  const [removed] = await env.DB.batch([remove, audit].map((statement) => prepare(env.DB, statement)));
  if (removed?.results.length !== 1) return { ok: false, error: await inUse(env, organizationId, named) };
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, deleted: { id: row.id, in_effect } };
}

async function inUse(env: Env, organizationId: string, named: string): Promise<ScheduleInUse> {
  const { results } = await env.DB.prepare(`${USERS} ORDER BY created_at, id LIMIT 50`)
    .bind(organizationId, named)
    .all<{ id: string; name: string }>();
  const names = results.map(({ name }) => `"${name}"`).join(", ");
  return {
    reason: "schedule_in_use",
    detail: `These scenarios call whoever is on call on it: ${names}.`,
    members: { scenarios: results },
  };
}
