import {
  type PbxDefinition,
  TRUNK_DEFAULTS,
  type TrunkDefinition,
} from "../../../services/fleet-definition.ts";

/** A PBX with one trunk to a local carrier. */
export function examplePbx(
  id: string,
  tokenDigests: string[],
  change: Partial<TrunkDefinition> = {},
): PbxDefinition {
  const trunk: TrunkDefinition = {
    id: "local",
    endpoint: "carrier",
    routeCountries: ["FR", "GB"],
    clearedForEu: true,
    carriesFiction: true,
    callerId: "+33199009999",
    callerName: "CallPing",
    callsPerSecond: 50,
    concurrentCalls: 10,
    priority: 1,
    enabled: true,
    ...TRUNK_DEFAULTS,
    ...change,
  };
  return { id, country: "FR", region: "eu", enabled: true, draining: false, tokenDigests, trunks: [trunk] };
}
