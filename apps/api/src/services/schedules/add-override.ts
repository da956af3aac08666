import type { OverrideAdded } from "@callping/contract/api/schedules";
import { createId } from "@callping/contract/ids";
import { parseOverride } from "@callping/domain/schedules/parse-override";
import { writeOverride } from "@callping/domain/schedules/write-schedule";
import type { Env } from "../../env.ts";
import type { InvalidBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import type { TooMuch } from "./check-size.ts";
import { changeOverrides } from "./change-overrides.ts";
import { findStrangers } from "./read-content.ts";
import type { ScheduleChanged } from "./save-schedule.ts";

export type AddResult =
  | { ok: true; added: OverrideAdded }
  | { ok: false; error: MissingScope | InvalidBody | TooMuch | ScheduleChanged | { reason: "not_found" } };

/**
 * Adds an override: the last one made counts where several are in force.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function addOverride(
  env: Env,
  actor: Actor,
  scheduleId: string,
  input: unknown,
  now: string,
): Promise<AddResult> {
  const forbidden = missingScope(actor, "schedules:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const id = createId("override");
  const parsed = parseOverride(typeof input === "object" && !Array.isArray(input) ? { ...input, id } : input);
  if (!parsed.ok) return invalid(parsed.error.problems);
  const override = parsed.value;
  const strangers = await findStrangers(
    env.DB,
    actor.organizationId,
    { layers: [], overrides: [override] },
    { overrides: true },
  );
  if (strangers.length > 0)
    return invalid(strangers.map((one) => ({ ...one, path: one.path.replace("overrides[0]", "override") })));
  const said = { action: "override.added", detail: { override: writeOverride(override) } };
  const result = await changeOverrides(env, actor, scheduleId, (before) => [...before, override], said, now);
  if (!result.ok) return result;
  return { ok: true, added: { override: { ...writeOverride(override), id }, ...result.saved } };
}

function invalid(problems: InvalidBody["problems"]): { ok: false; error: InvalidBody } {
  return {
    ok: false,
    error: { reason: "invalid_body", problems: problems.map(({ path, message }) => ({ path, message })) },
  };
}
