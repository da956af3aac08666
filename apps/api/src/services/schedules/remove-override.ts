import type { Env } from "../../env.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { changeOverrides, type OverridesResult } from "./change-overrides.ts";

/**
 * Removes an override: what the layers and the other overrides say holds again.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function removeOverride(
  env: Env,
  actor: Actor,
  scheduleId: string,
  overrideId: string,
  now: string,
): Promise<OverridesResult | { ok: false; error: MissingScope }> {
  const forbidden = missingScope(actor, "schedules:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const said = { action: "override.removed", detail: { override_id: overrideId } };
  return changeOverrides(
    env,
    actor,
    scheduleId,
    (before) => {
      const left = before.filter(({ id }) => id !== overrideId);
      return left.length === before.length ? null : left;
    },
    said,
    now,
  );
}
