import type { PbxDefined } from "@callping/contract/api/fleet-control";
import type { Database } from "../../db/statement.ts";
import type { PbxDefinition, TrunkDefinition } from "../fleet-definition.ts";
import { loadFleet } from "./load-fleet.ts";

interface SwitchRow {
  pbx_id: string;
  trunk_id: string;
  country: string;
  reason: string;
  switched_by: string;
  switched_at: string;
}

/** The fleet's definition as operators see it: everything but the tokens. */
export async function listDefined(db: Database): Promise<PbxDefined[]> {
  const [fleet, { results }] = await Promise.all([
    loadFleet(db),
    db.prepare("SELECT * FROM trunk_countries_off ORDER BY country").all<SwitchRow>(),
  ]);
  return fleet.pbxs.map((pbx) => toDefined(pbx, results));
}

/** One PBX of it, or `null`. */
export async function readDefined(db: Database, pbxId: string): Promise<PbxDefined | null> {
  return (await listDefined(db)).find(({ id }) => id === pbxId) ?? null;
}

function toDefined(
  { id, country, region, enabled, draining, tokenDigests, trunks }: PbxDefinition,
  switches: readonly SwitchRow[],
): PbxDefined {
  const here = switches.filter(({ pbx_id }) => pbx_id === id);
  return {
    id,
    country,
    region,
    enabled,
    draining,
    tokens: tokenDigests.length,
    trunks: trunks.map((trunk) => toDefinedTrunk(trunk, here)),
  };
}

function toDefinedTrunk(
  trunk: TrunkDefinition,
  switches: readonly SwitchRow[],
): PbxDefined["trunks"][number] {
  return {
    id: trunk.id,
    endpoint: trunk.endpoint,
    route_countries: trunk.routeCountries,
    cleared_for_eu: trunk.clearedForEu,
    number_format: trunk.numberFormat,
    caller_ids: [trunk.callerId, ...trunk.moreCallerIds],
    caller_id_rule: trunk.callerIdRule,
    caller_name: trunk.callerName,
    calls_per_second: trunk.callsPerSecond,
    concurrent_calls: trunk.concurrentCalls,
    priority: trunk.priority,
    cost_class: trunk.costClass,
    enabled: trunk.enabled,
    canary_number: trunk.canaryNumber,
    canary_minutes: trunk.canaryMinutes,
    countries_off: switches
      .filter(({ trunk_id }) => trunk_id === trunk.id)
      .map(({ country, reason, switched_by, switched_at }) => ({
        country,
        reason,
        switched_by,
        switched_at,
      })),
  };
}
