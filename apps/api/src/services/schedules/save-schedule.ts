import type { ScheduleSaved } from "@callping/contract/api/schedules";
import type { Schedule } from "@callping/domain/schedules/schedule";
import { prepare } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import type { Actor } from "../permission.ts";
import { checkSize, type TooMuch } from "./check-size.ts";
import { bodyOf, type ScheduleRow, toScheduleView } from "./schedule-row.ts";

/** Overrides that ended so long ago are over for every report, and leave with the next change. */
const KEEP_OVERRIDES_MS = 400 * 86_400_000;

export interface ScheduleChanged {
  reason: "schedule_changed";
  detail: string;
  members: { current_version: number };
}

export interface Change {
  /** `schedule.changed`, `override.added` … */
  action: string;
  /** What of it changed, for the audit log. */
  detail: Record<string, unknown>;
}

/**
 * Saves a schedule as the next version of `row`, with its audit row in the same batch, and tells the Desk at once. Nothing
 * is written when somebody saved since the row was read.
 */
export async function saveSchedule(
  env: Env,
  actor: Actor,
  row: ScheduleRow,
  schedule: Schedule,
  change: Change,
  now: string,
): Promise<{ ok: true; saved: ScheduleSaved } | { ok: false; error: TooMuch | ScheduleChanged }> {
  const { organizationId } = actor;
  const oldest = Date.parse(now) - KEEP_OVERRIDES_MS;
  const kept = { ...schedule, overrides: schedule.overrides.filter(({ end }) => end > oldest) };
  const tooMuch = await checkSize(env.DB, organizationId, kept);
  if (tooMuch !== null) return { ok: false, error: tooMuch };
  const next = { ...row, name: kept.name, version: row.version + 1, body: bodyOf(kept), updated_at: now };
  // Read back before it is written: what this cannot read, a Desk cannot either.
  const view = toScheduleView(next);
  const warnings = await watchChange(env, actor, now);
  const [updated] = await env.DB.batch(
    [
      {
        sql: `UPDATE schedules SET name = ?, version = ?, body = ?, updated_at = ?
               WHERE id = ? AND organization_id = ? AND version = ? RETURNING id`,
        params: [next.name, next.version, next.body, now, row.id, organizationId, row.version],
      },
      auditIfChanged({
        organizationId,
        actor: { id: actor.keyId, label: actor.keyName },
        action: change.action,
        subject: row.id,
        detail: { ...change.detail, version: next.version },
        at: now,
      }),
    ].map((statement) => prepare(env.DB, statement)),
  );
  if (updated?.results.length !== 1) return { ok: false, error: scheduleChanged(row.version + 1) };
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, saved: { schedule: view, warnings: await warnings(), in_effect } };
}

export function scheduleChanged(version: number): ScheduleChanged {
  return {
    reason: "schedule_changed",
    detail: `The schedule is at version ${version} by now.`,
    members: { current_version: version },
  };
}
