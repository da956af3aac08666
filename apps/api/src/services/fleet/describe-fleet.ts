import type { FleetView } from "@callping/contract/api/fleet";
import type { PbxHealth } from "../../objects/protocol.ts";
import type { FleetDefinition, PbxDefinition } from "../fleet-definition.ts";

/** Health older than this says nothing (PBXs report every 10 s). */
const HEALTH_LIFE_MS = 30_000;

/** The fleet as the API shows it: definitions and what was heard of each PBX last. No tokens, no addresses. */
export function describeFleet(
  fleet: FleetDefinition,
  health: readonly PbxHealth[],
  nowMs: number,
): FleetView {
  const byPbx = new Map(health.map((report) => [report.pbx_id, report]));
  return { data: fleet.pbxs.map((pbx) => describePbx(pbx, byPbx.get(pbx.id), nowMs)) };
}

function describePbx(
  pbx: PbxDefinition,
  health: PbxHealth | undefined,
  nowMs: number,
): FleetView["data"][number] {
  const up = health !== undefined && health.connected && nowMs - health.at <= HEALTH_LIFE_MS;
  const trunks = pbx.trunks.map((trunk) => {
    const live = health?.trunks.find((report) => report.trunk_id === trunk.id);
    return {
      id: trunk.id,
      enabled: trunk.enabled,
      reachable: up && live?.reachable === true,
      calls_in_flight: live?.in_flight ?? 0,
      route_countries: trunk.routeCountries,
    };
  });
  return {
    id: pbx.id,
    country: pbx.country,
    region: pbx.region,
    state: stateOf(pbx, up),
    seen_at: health === undefined ? null : new Date(health.at).toISOString(),
    trunks,
  };
}

function stateOf(pbx: PbxDefinition, up: boolean): FleetView["data"][number]["state"] {
  if (!pbx.enabled) return "disabled";
  if (!up) return "down";
  return pbx.draining ? "draining" : "up";
}
