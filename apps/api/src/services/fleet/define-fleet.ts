import type { PbxChanged, PbxDefined } from "@callping/contract/api/fleet-control";
import { runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { fleetName, HOME_REGION, pbxLinkName } from "../../objects/names.ts";
import type { DefinitionEventKind, SettingValue } from "../../objects/protocol.ts";
import { auditIfChanged, auditStatement } from "../audit/audit-statement.ts";
import type { InvalidBody } from "../parse-body.ts";
import type { Actor, MissingScope } from "../permission.ts";
import { readDefined } from "./read-defined.ts";

export type DefineFailure = {
  ok: false;
  error:
    | MissingScope
    | InvalidBody
    | { reason: "not_found" }
    | { reason: "settings_conflict"; detail: string };
};
export type DefineResult = { ok: true; changed: PbxChanged } | DefineFailure;

/** One change of the fleet's definition: what is written, and how it is told. */
export interface FleetChange {
  pbxId: string;
  trunkId?: string;
  country?: string;
  kind: DefinitionEventKind;
  /** Why, in the operator's words. */
  reason: string;
  /** By the names of the API. Never a secret. */
  change: Readonly<Record<string, SettingValue | undefined>>;
  statements: readonly Statement[];
  /** What is said when the statements change nothing, since somebody was faster; left out, that is as good as done. */
  tooLate?: string;
}

/**
 * Writes a change with its audit row, then tells the Fleet and the PBX's link, so that the next pick obeys it and what
 * was picked before is refused. Who cannot be told reads D1 again within a minute.
 */
export async function defineFleet(
  env: Env,
  actor: Actor,
  { pbxId, trunkId, country, kind, reason, change, statements, tooLate }: FleetChange,
  now: string,
): Promise<DefineResult> {
  const set = Object.fromEntries(
    Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const audit = tooLate === undefined ? auditStatement : auditIfChanged;
  const [changedRows] = await runBatch(env.DB, [
    ...statements,
    audit({
      organizationId: actor.organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: `fleet.${kind}`,
      subject: [pbxId, trunkId, country].filter((part) => part !== undefined).join("/"),
      detail: { ...set, reason },
      at: now,
    }),
  ]);
  if (tooLate !== undefined && changedRows === 0) return conflict(tooLate);
  const event = {
    at: Date.parse(now),
    kind,
    pbx_id: pbxId,
    trunk_id: trunkId ?? null,
    country: country ?? null,
    reason,
    by: actor.keyName,
    change: set,
  };
  const told = await Promise.allSettled([
    env.FLEET.getByName(fleetName(HOME_REGION)).redefine(event),
    env.PBX_LINK.getByName(pbxLinkName(pbxId)).redefine(),
  ]);
  const failed = told.filter((one) => one.status === "rejected");
  for (const one of failed)
    console.error(
      "a change of the fleet is stored, but was not told; it is read within a minute",
      one.reason,
    );
  const pbx = await readDefined(env.DB, pbxId);
  if (pbx === null) return { ok: false, error: { reason: "not_found" } };
  return { ok: true, changed: { pbx, in_effect: failed.length === 0 } };
}

export const NOT_FOUND: DefineFailure = { ok: false, error: { reason: "not_found" } };

export function conflict(detail: string): DefineFailure {
  return { ok: false, error: { reason: "settings_conflict", detail } };
}

/** A trunk of a PBX as it is defined, or `undefined`. */
export function trunkOf(pbx: PbxDefined, trunkId: string): PbxDefined["trunks"][number] | undefined {
  return pbx.trunks.find(({ id }) => id === trunkId);
}
