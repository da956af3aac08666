import type { ScheduleSaved } from "@callping/contract/api/schedules";
import { writeSchedule } from "@callping/domain/schedules/write-schedule";
import type { Env } from "../../env.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import type { InvalidBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import type { TooMuch } from "./check-size.ts";
import { readContent } from "./read-content.ts";
import { saveSchedule, type ScheduleChanged, scheduleChanged } from "./save-schedule.ts";
import { bodyOf, readScheduleRow, toSchedule, toScheduleView } from "./schedule-row.ts";
import { withIds } from "./with-ids.ts";

export type ChangeResult =
  | { ok: true; saved: ScheduleSaved }
  | { ok: false; error: MissingScope | InvalidBody | TooMuch | ScheduleChanged | { reason: "not_found" } };

/**
 * Changes what is given (`name`, `time_zone`, `layers`, `overrides`) and leaves the rest. `version` is the one that was
 * read: somebody who saved meanwhile is not overwritten unseen.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function changeSchedule(
  env: Env,
  actor: Actor,
  scheduleId: string,
  input: unknown,
  now: string,
): Promise<ChangeResult> {
  const forbidden = missingScope(actor, "schedules:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const filled = withIds(input);
  if (typeof filled !== "object" || filled === null || Array.isArray(filled))
    return invalid("", "A change is an object with version and what is to change.");
  const { version, ...change } = filled as Record<string, unknown>;
  if (typeof version !== "number")
    return invalid("version", "Say which version was read: the number in the schedule.");
  if ("id" in change) return invalid("id", "The id of a schedule does not change: leave it out.");
  const row = await readScheduleRow(env.DB, actor.organizationId, scheduleId);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  const next = { ...writeSchedule(toSchedule(row)), ...change };
  const given = { layers: "layers" in change, overrides: "overrides" in change };
  const read = await readContent(env.DB, actor.organizationId, next, given);
  if (!read.ok) return read;
  if (row.version !== version) return { ok: false, error: scheduleChanged(row.version) };
  const isSame = read.schedule.name === row.name && bodyOf(read.schedule) === bodyOf(toSchedule(row));
  // Nothing that changes is nothing to save or to audit.
  if (isSame) {
    const in_effect = await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
    return { ok: true, saved: { schedule: toScheduleView(row), warnings: [], in_effect } };
  }
  const detail = { fields: Object.keys(change) };
  return saveSchedule(env, actor, row, read.schedule, { action: "schedule.changed", detail }, now);
}

function invalid(path: string, message: string): { ok: false; error: InvalidBody } {
  return { ok: false, error: { reason: "invalid_body", problems: [{ path, message }] } };
}
