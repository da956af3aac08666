import { NewPbxSchema, PbxChangeSchema } from "@callping/contract/api/fleet-control";
import { insertRows } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { parseBody } from "../parse-body.ts";
import { type Actor, missingScope } from "../permission.ts";
import { conflict, type DefineFailure, defineFleet, type DefineResult, NOT_FOUND } from "./define-fleet.ts";
import { makeToken } from "./make-token.ts";
import { readDefined } from "./read-defined.ts";

/**
 * Makes a PBX without trunks, and the token that its Asterisk connects with, shown this once.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function addPbx(
  env: Env,
  actor: Actor,
  input: unknown,
  now: string,
): Promise<(Extract<DefineResult, { ok: true }> & { token: string }) | DefineFailure> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NewPbxSchema, input);
  if (!parsed.ok) return parsed;
  const { id, country, region, enabled, draining, reason } = parsed.value;
  if ((await readDefined(env.DB, id)) !== null) return conflict(`There is a PBX ${id} already.`);
  const { token, digest } = await makeToken(env.CREDENTIAL_PEPPER);
  const row = {
    id,
    country,
    region,
    enabled: Number(enabled),
    draining: Number(draining),
    token_digests: JSON.stringify([digest]),
    created_at: now,
  };
  const statements = insertRows("pbx_servers", Object.keys(row), [Object.values(row)]);
  const change = { country, region, enabled, draining };
  const result = await defineFleet(
    env,
    actor,
    { pbxId: id, kind: "pbx_added", reason, change, statements },
    now,
  );
  return result.ok ? { ...result, token } : result;
}

/** Changes what is given of a PBX: where it stands, whether it is used, whether it drains. */
export async function changePbx(
  env: Env,
  actor: Actor,
  id: string,
  input: unknown,
  now: string,
): Promise<DefineResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(PbxChangeSchema, input);
  if (!parsed.ok) return parsed;
  if ((await readDefined(env.DB, id)) === null) return NOT_FOUND;
  const { reason, ...change } = parsed.value;
  const { country = null, region = null, enabled, draining } = change;
  const flag = (value: boolean | undefined) => (value === undefined ? null : Number(value));
  const update = {
    sql: `UPDATE pbx_servers SET country = coalesce(?, country), region = coalesce(?, region),
            enabled = coalesce(?, enabled), draining = coalesce(?, draining) WHERE id = ?`,
    params: [country, region, flag(enabled), flag(draining), id],
  };
  const kind = draining === true ? "pbx_draining" : "pbx_changed";
  return defineFleet(env, actor, { pbxId: id, kind, reason, change, statements: [update] }, now);
}
