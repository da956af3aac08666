import type { ScheduleSaved } from "@callping/contract/api/schedules";
import { createId } from "@callping/contract/ids";
import { insertRows, runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { watchChange } from "../readiness/change-warnings.ts";
import type { InvalidBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { checkSize, type TooMuch } from "./check-size.ts";
import { readContent } from "./read-content.ts";
import { bodyOf, toScheduleView } from "./schedule-row.ts";
import { withIds } from "./with-ids.ts";

export type CreateResult =
  | { ok: true; saved: ScheduleSaved }
  | { ok: false; error: MissingScope | InvalidBody | TooMuch };

/**
 * A new schedule of the actor's organization.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function createSchedule(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<CreateResult> {
  const forbidden = missingScope(actor, "schedules:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const { organizationId } = actor;
  const id = createId("schedule");
  const filled = withIds(input);
  const content = typeof filled === "object" && !Array.isArray(filled) ? { ...filled, id } : filled;
  const read = await readContent(env.DB, organizationId, content, { layers: true, overrides: true });
  if (!read.ok) return read;
  const { schedule } = read;
  const tooMuch = await checkSize(env.DB, organizationId, schedule);
  if (tooMuch !== null) return { ok: false, error: tooMuch };
  const row = {
    id,
    name: schedule.name,
    version: 1,
    body: bodyOf(schedule),
    created_at: now,
    updated_at: now,
  };
  const warnings = await watchChange(env, actor, now);
  const columns = { ...row, organization_id: organizationId };
  await runBatch(env.DB, [
    ...insertRows("schedules", Object.keys(columns), [Object.values(columns)]),
    auditStatement({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "schedule.created",
      subject: id,
      detail: { name: schedule.name, time_zone: schedule.timeZone, layers: schedule.layers.length },
      at: now,
    }),
  ]);
  const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  return { ok: true, saved: { schedule: toScheduleView(row), warnings: await warnings(), in_effect } };
}
