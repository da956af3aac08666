import { CountrySwitchSchema } from "@callping/contract/api/fleet-control";
import { isRegion } from "@callping/domain/numbers/is-region";
import type { Env } from "../../env.ts";
import { parseBody } from "../parse-body.ts";
import { type Actor, missingScope } from "../permission.ts";
import { defineFleet, type DefineResult, NOT_FOUND, trunkOf } from "./define-fleet.ts";
import { readDefined } from "./read-defined.ts";

/**
 * The kill switch of a trunk for one country: from the next pick on no call to its numbers goes there, even where that
 * leaves them without a route. Switching twice is switching once.
 * @param country ISO 3166-1, of the numbers called
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function switchCountry(
  env: Env,
  actor: Actor,
  at: { pbxId: string; trunkId: string; country: string },
  input: unknown,
  now: string,
): Promise<DefineResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(CountrySwitchSchema, input);
  if (!parsed.ok) return parsed;
  const { pbxId, trunkId, country } = at;
  // One that no number is of would switch off nothing, and say that it had.
  if (!isRegion(country)) {
    const message =
      "A country is its ISO 3166-1 code in capitals: DE. The United Kingdom is GB, Greece is GR.";
    return { ok: false, error: { reason: "invalid_body", problems: [{ path: "country", message }] } };
  }
  const pbx = await readDefined(env.DB, pbxId);
  if (pbx === null || trunkOf(pbx, trunkId) === undefined) return NOT_FOUND;
  const { enabled, reason } = parsed.value;
  const statement = enabled
    ? {
        sql: "DELETE FROM trunk_countries_off WHERE pbx_id = ? AND trunk_id = ? AND country = ?",
        params: [pbxId, trunkId, country],
      }
    : {
        sql: `INSERT INTO trunk_countries_off (pbx_id, trunk_id, country, reason, switched_by, switched_at)
              VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        params: [pbxId, trunkId, country, reason, actor.keyName, now],
      };
  const kind = enabled ? "country_on" : "country_off";
  return defineFleet(env, actor, { ...at, kind, reason, change: { enabled }, statements: [statement] }, now);
}
