import type { Env } from "../../env.ts";
import { fleetName, HOME_REGION, pbxLinkName } from "../../objects/names.ts";
import type { PolicyRow } from "./load-policy.ts";

/** A change of the operators' list, as the fleet's events show it. */
export interface PolicyEvent extends PolicyRow {
  never_called: boolean;
  reason: string;
  by: string;
}

/**
 * Has the Fleet and every PBX's link read the list now. `false`: one of them could not be told, and reads it within a minute.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function tellPolicy(env: Env, event: PolicyEvent, now: string): Promise<boolean> {
  const { kind, value, never_called, reason, by } = event;
  const { results } = await env.DB.prepare("SELECT id FROM pbx_servers").all<{ id: string }>();
  const told = await Promise.allSettled([
    env.FLEET.getByName(fleetName(HOME_REGION)).redefine({
      at: Date.parse(now),
      kind: "number_policy_changed",
      pbx_id: null,
      trunk_id: null,
      country: kind === "region" ? value : null,
      reason,
      by,
      change: { [kind]: value, never_called },
    }),
    ...results.map(({ id }) => env.PBX_LINK.getByName(pbxLinkName(id)).redefine()),
  ]);
  const failed = told.filter((one) => one.status === "rejected");
  for (const one of failed)
    console.error("the list of numbers never called was not told; it is read within a minute", one.reason);
  return failed.length === 0;
}
