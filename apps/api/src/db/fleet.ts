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
  "created_at",
];

/** Statements that define these PBXs and their trunks, over whatever stood there before. */
export function fleetStatements(pbxs: readonly PbxSeed[], now: string): Statement[] {
  const trunks = pbxs.flatMap((pbx) => pbx.trunks.map((trunk) => trunkRow(pbx.id, trunk, now)));
  return [
    ...insertRows(
      "pbx_servers",
      PBX_COLUMNS,
      pbxs.map((pbx) => pbxRow(pbx, now)),
      overwrite("id", PBX_COLUMNS),
    ),
    ...insertRows("sip_trunks", TRUNK_COLUMNS, trunks, overwrite("pbx_id, id", TRUNK_COLUMNS)),
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
    now,
  ];
}

function overwrite(key: string, columns: readonly string[]): string {
  const updates = columns.filter((column) => column !== "created_at" && !key.split(", ").includes(column));
  return `ON CONFLICT (${key}) DO UPDATE SET ${updates.map((column) => `${column} = excluded.${column}`).join(", ")}`;
}
