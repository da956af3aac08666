import { type PbxDefinition, TRUNK_DEFAULTS } from "../../fleet-definition.ts";

/** A PBX with one trunk that may carry everything, fiction included. */
export function pbxDefinition(id: string): PbxDefinition {
  return {
    id,
    country: "FR",
    region: "eu",
    enabled: true,
    draining: false,
    tokenDigests: ["cd".repeat(32)],
    trunks: [
      {
        id: "carrier",
        endpoint: "carrier",
        routeCountries: ["*"],
        clearedForEu: true,
        carriesFiction: true,
        ringsBrowsers: false,
        callerId: "+33199000000",
        callerName: "CallPing",
        callsPerSecond: 20.5,
        concurrentCalls: 40,
        priority: 1,
        enabled: true,
        ...TRUNK_DEFAULTS,
      },
    ],
  };
}
