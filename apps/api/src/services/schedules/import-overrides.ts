import { OverrideImportSchema, type OverridesImported } from "@callping/contract/api/schedules";
import { createId } from "@callping/contract/ids";
import type { Override } from "@callping/domain/schedules/schedule";
import type { Env } from "../../env.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { changeOverrides, type OverridesResult } from "./change-overrides.ts";
import { readPeople } from "./people.ts";
import { readScheduleRow, toSchedule } from "./schedule-row.ts";

export type ImportResult =
  | { ok: true; imported: OverridesImported }
  | Extract<OverridesResult, { ok: false }>
  | { ok: false; error: MissingScope | InvalidBody };

const YEAR_MS = 366 * 86_400_000;

/**
 * Makes an override of each event of an iCalendar file, or of none: an event that cannot be followed refuses the file.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function importOverrides(
  env: Env,
  actor: Actor,
  scheduleId: string,
  input: unknown,
  now: string,
): Promise<ImportResult> {
  const forbidden = missingScope(actor, "schedules:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const body = parseBody(OverrideImportSchema, input);
  if (!body.ok) return body;
  const { calendar, type, from = now, to } = body.value;
  const row = await readScheduleRow(env.DB, actor.organizationId, scheduleId);
  if (row === null) return { ok: false, error: { reason: "not_found" } };
  const begin = Date.parse(from);
  const window = { from: begin, to: to === undefined ? begin + YEAR_MS : Date.parse(to) };
  if (!(window.to > window.from))
    return invalid([{ path: "to", message: "from and to are moments, from first." }]);
  const { timeZone } = toSchedule(row);
  const people = await readPeople(env.DB, actor.organizationId);
  // Loaded when it is first needed: its parser takes 10 ms to start, and this Worker is on the alert's path.
  const { parseICalendar } = await import("@callping/domain/schedules/parse-icalendar");
  const parsed = parseICalendar(calendar, { timeZone, people, ...window });
  if (!parsed.ok) return invalid(parsed.error.problems);
  const overrides = parsed.value.map((shift): Override => ({ id: createId("override"), type, ...shift }));
  const said = { action: "override.imported", detail: { type, imported: overrides.length } };
  // What stands there already comes last again: a file that is imported twice has the effect of once.
  const fresh = new Set(overrides.map(sameness));
  const add = (before: readonly Override[]): Override[] => [
    ...before.filter((override) => !fresh.has(sameness(override))),
    ...overrides,
  ];
  const result = await changeOverrides(env, actor, scheduleId, add, said, now);
  return result.ok ? { ok: true, imported: { imported: overrides.length, ...result.saved } } : result;
}

function sameness({ type, start, end, members }: Override): string {
  return JSON.stringify([type, start, end, members]);
}

function invalid(problems: InvalidBody["problems"]): { ok: false; error: InvalidBody } {
  return {
    ok: false,
    error: {
      reason: "invalid_body",
      problems: problems.map(({ path, message }) => ({
        path: path === "calendar" ? path : `calendar.${path}`,
        message,
      })),
    },
  };
}
