import { NewTrunkSchema, TrunkChangeSchema, type TrunkSettings } from "@callping/contract/api/fleet-control";
import { insertRows, type Param } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { parseBody } from "../parse-body.ts";
import { type Actor, missingScope } from "../permission.ts";
import { checkCanary } from "./check-canary.ts";
import { conflict, defineFleet, type DefineResult, NOT_FOUND, trunkOf } from "./define-fleet.ts";
import { readDefined } from "./read-defined.ts";

/**
 * Makes a trunk of a PBX. It carries nothing until it is enabled, and nothing ever that its countries do not name.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function addTrunk(
  env: Env,
  actor: Actor,
  pbxId: string,
  input: unknown,
  now: string,
): Promise<DefineResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NewTrunkSchema, input);
  if (!parsed.ok) return parsed;
  const { id, reason, ...change } = parsed.value;
  const pbx = await readDefined(env.DB, pbxId);
  if (pbx === null) return NOT_FOUND;
  if (trunkOf(pbx, id) !== undefined) return conflict(`PBX ${pbxId} has a trunk ${id} already.`);
  const objection = await checkCanary(env, change);
  if (objection !== null) return conflict(objection);
  const row = { pbx_id: pbxId, id, ...columnsOf(change), created_at: now };
  const statements = insertRows("sip_trunks", Object.keys(row), [Object.values(row)]);
  return defineFleet(
    env,
    actor,
    { pbxId, trunkId: id, kind: "trunk_added", reason, change, statements },
    now,
  );
}

/** Changes what is given of a trunk. `enabled: false` is its kill switch. */
export async function changeTrunk(
  env: Env,
  actor: Actor,
  pbxId: string,
  trunkId: string,
  input: unknown,
  now: string,
): Promise<DefineResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(TrunkChangeSchema, input);
  if (!parsed.ok) return parsed;
  const { reason, ...change } = parsed.value;
  const pbx = await readDefined(env.DB, pbxId);
  const before = pbx === null ? undefined : trunkOf(pbx, trunkId);
  if (before === undefined) return NOT_FOUND;
  // Only where it is what changes: nothing may stand in the way of a kill switch.
  const objection =
    change.canary_number === undefined ? null : await checkCanary(env, { ...before, ...change });
  if (objection !== null) return conflict(objection);
  const columns = Object.entries(columnsOf(change));
  const update = {
    sql: `UPDATE sip_trunks SET ${["id = id", ...columns.map(([name]) => `${name} = ?`)].join(", ")} WHERE pbx_id = ? AND id = ?`,
    params: [...columns.map(([, value]) => value), pbxId, trunkId],
  };
  const told = { pbxId, trunkId, kind: "trunk_changed", reason, change, statements: [update] } as const;
  return defineFleet(env, actor, told, now);
}

/** Settings as columns of `sip_trunks`; what is left out has none. */
function columnsOf({ caller_ids, ...settings }: TrunkSettings): Record<string, Param> {
  const [first, ...more] = caller_ids ?? [];
  const columns = {
    ...settings,
    ...(first !== undefined && { caller_id: first, more_caller_ids: more }),
  };
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, value]) => (value === undefined ? [] : [[name, toParam(value)]])),
  );
}

function toParam(value: string | number | boolean | readonly string[] | null): Param {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}
