import type { Param, Statement } from "./statement.ts";
import { insertRows } from "./statement.ts";

/** A PBX as the fleet's definition has it: what the tables hold. */
interface PbxSeed {
  id: string;
  country: string;
  region: string;
  enabled: boolean;
  draining: boolean;
  tokenDigests: readonly string[];
  trunks: readonly TrunkSeed[];
}

interface TrunkSeed {
  id: string;
  endpoint: string;
  routeCountries: readonly string[];
  clearedForEu: boolean;
  carriesFiction: boolean;
  ringsBrowsers?: boolean;
  callerId: string;
  callerName: string;
  callsPerSecond: number;
  concurrentCalls: number;
  priority: number;
  enabled: boolean;
  numberFormat: string;
  costClass: string;
  moreCallerIds: readonly string[];
  callerIdRule: string;
  canaryNumber: string | null;
  canaryMinutes: number;
}

const PBX_COLUMNS = ["id", "country", "region", "enabled", "draining", "token_digests", "created_at"];
const TRUNK_COLUMNS = [
  "pbx_id",
  "id",
  "endpoint",
  "route_countries",
  "cleared_for_eu",
  "carries_fiction",
  "rings_browsers",
  "caller_id",
  "caller_name",
  "calls_per_second",
  "concurrent_calls",
  "priority",
  "enabled",
  "number_format",
  "cost_class",
  "more_caller_ids",
  "caller_id_rule",
  "canary_number",
  "canary_minutes",
  "created_at",
];

/** Statements that define these PBXs and their trunks, over whatever stood there before; kill switches stay as they are. */
export function fleetStatements(pbxs: readonly PbxSeed[], now: string): Statement[] {
  return define(pbxs, now, {
    pbx: PBX_COLUMNS.filter((column) => column !== "id"),
    trunk: TRUNK_COLUMNS.filter((column) => column !== "pbx_id" && column !== "id"),
  });
}

/** The same for PBXs that an operator may have changed since: what is known of them stays, but for how they are reached. */
export function addedFleetStatements(pbxs: readonly PbxSeed[], now: string): Statement[] {
  return define(pbxs, now, {
    pbx: ["token_digests"],
    trunk: ["endpoint", "carries_fiction", "rings_browsers"],
  });
}

function define(
  pbxs: readonly PbxSeed[],
  now: string,
  overwritten: { pbx: readonly string[]; trunk: readonly string[] },
): Statement[] {
  const trunks = pbxs.flatMap((pbx) => pbx.trunks.map((trunk) => trunkRow(pbx.id, trunk, now)));
  return [
    ...insertRows(
      "pbx_servers",
      PBX_COLUMNS,
      pbxs.map((pbx) => pbxRow(pbx, now)),
      overwrite("id", overwritten.pbx),
    ),
    ...insertRows("sip_trunks", TRUNK_COLUMNS, trunks, overwrite("pbx_id, id", overwritten.trunk)),
  ];
}

function pbxRow(pbx: PbxSeed, now: string): Param[] {
  return [
    pbx.id,
    pbx.country,
    pbx.region,
    Number(pbx.enabled),
    Number(pbx.draining),
    JSON.stringify(pbx.tokenDigests),
    now,
  ];
}

function trunkRow(pbxId: string, trunk: TrunkSeed, now: string): Param[] {
  return [
    pbxId,
    trunk.id,
    trunk.endpoint,
    JSON.stringify(trunk.routeCountries),
    Number(trunk.clearedForEu),
    Number(trunk.carriesFiction),
    Number(trunk.ringsBrowsers === true),
    trunk.callerId,
    trunk.callerName,
    trunk.callsPerSecond,
    trunk.concurrentCalls,
    trunk.priority,
    Number(trunk.enabled),
    trunk.numberFormat,
    trunk.costClass,
    JSON.stringify(trunk.moreCallerIds),
    trunk.callerIdRule,
    trunk.canaryNumber,
    trunk.canaryMinutes,
    now,
  ];
}

function overwrite(key: string, columns: readonly string[]): string {
  const updates = columns.filter((column) => column !== "created_at");
  return `ON CONFLICT (${key}) DO UPDATE SET ${updates.map((column) => `${column} = excluded.${column}`).join(", ")}`;
}
