import { CountryWrittenSchema, type PrefixesOff, type PrefixesOffSet } from "@callping/contract/api/caps";
import { type Database, runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { fleetName, HOME_REGION, pbxLinkName } from "../../objects/names.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { loadFleet } from "../fleet/load-fleet.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";

type SwitchResult = { ok: true; set: PrefixesOffSet } | { ok: false; error: MissingScope | InvalidBody };

const PREFIX = /^[1-9][0-9]{0,10}$/;

/** The platform's kill switches that are off, by their prefix. */
export async function listPrefixesOff(db: Database): Promise<PrefixesOff> {
  const { results } = await db
    .prepare("SELECT prefix, reason, switched_by, switched_at FROM prefixes_off ORDER BY prefix")
    .all<PrefixesOff["data"][number]>();
  return { data: results };
}

/**
 * The kill switch of the whole platform for numbers that begin alike: from the next pick on no trunk of any PBX carries
 * them, and a PBX's link refuses what was picked before. Switching twice is switching once.
 * @param digits a calling code, and more digits where only a part of a country is meant: `380`, `37121`
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function switchPrefix(
  env: Env,
  actor: Actor,
  digits: string,
  input: unknown,
  now: string,
): Promise<SwitchResult> {
  const forbidden = missingScope(actor, "fleet:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(CountryWrittenSchema, input);
  if (!parsed.ok) return parsed;
  if (!PREFIX.test(digits)) {
    const message =
      "A prefix is a calling code and, where you like, the digits after it, without +: 380, 37121.";
    return { ok: false, error: { reason: "invalid_body", problems: [{ path: "prefix", message }] } };
  }
  const prefix = `+${digits}`;
  const { enabled, reason } = parsed.value;
  const kind = enabled ? "prefix_on" : "prefix_off";
  const statement = enabled
    ? { sql: "DELETE FROM prefixes_off WHERE prefix = ?", params: [prefix] }
    : {
        sql: "INSERT INTO prefixes_off (prefix, reason, switched_by, switched_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        params: [prefix, reason, actor.keyName, now],
      };
  await runBatch(env.DB, [
    statement,
    auditStatement({
      organizationId: actor.organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: `fleet.${kind}`,
      subject: prefix,
      detail: { reason },
      at: now,
    }),
  ]);
  const { pbxs } = await loadFleet(env.DB);
  const event = {
    at: Date.parse(now),
    kind,
    pbx_id: null,
    trunk_id: null,
    country: prefix,
    reason,
    by: actor.keyName,
    change: { enabled },
  } as const;
  const told = await Promise.allSettled([
    env.FLEET.getByName(fleetName(HOME_REGION)).redefine(event),
    ...pbxs.map(({ id }) => env.PBX_LINK.getByName(pbxLinkName(id)).redefine()),
  ]);
  const failed = told.filter((one) => one.status === "rejected");
  for (const one of failed)
    console.error("a kill switch is stored, but was not told; it is read within a minute", one.reason);
  return { ok: true, set: { ...(await listPrefixesOff(env.DB)), in_effect: failed.length === 0 } };
}
