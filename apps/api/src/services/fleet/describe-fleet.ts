import type { FleetEventsView, FleetView } from "@callping/contract/api/fleet";
import { percentile } from "@callping/domain/fleet/silence";
import type {
  CanaryResult,
  FleetEvent,
  FleetSnapshot,
  PbxHealth,
  TrunkCountry,
} from "../../objects/protocol.ts";
import type { FleetDefinition, PbxDefinition, TrunkDefinition } from "../fleet-definition.ts";

type PbxView = FleetView["data"][number];
type CanaryView = PbxView["trunks"][number]["canary"];
type CountryView = PbxView["trunks"][number]["countries"][number];

/** Health older than this says nothing (PBXs report every 10 s). */
const HEALTH_LIFE_MS = 30_000;

/** The fleet as the API shows it: definitions and what was heard of each PBX last. No tokens, no addresses. */
export function describeFleet(
  fleet: FleetDefinition,
  { pbxs, trunks, canaries, ringing }: FleetSnapshot,
  nowMs: number,
): FleetView {
  const byPbx = new Map(pbxs.map((report) => [report.pbx_id, report]));
  return {
    data: fleet.pbxs.map((pbx) => describePbx(pbx, byPbx.get(pbx.id), trunks, canaries, nowMs)),
    regions: ringing.map(({ region, p50, p99, calls }) => ({
      region,
      webhook_to_ringing_ms: { p50, p99, calls },
    })),
  };
}

/**
 * What changed in the fleet, newest first. Of what operators did, others see that it was done: their words may name a
 * customer, and whoever knows where test calls go could stop them by saving that number.
 */
export function describeFleetEvents(events: readonly FleetEvent[], forOperator: boolean): FleetEventsView {
  return {
    data: events
      .map((event) => (forOperator || event.by === undefined ? event : { ...event, ...DONE_BY_OPERATOR }))
      .map(({ at, by = null, change = null, ...event }) => ({ at: iso(at), ...event, by, change }))
      .toReversed(),
  };
}

const DONE_BY_OPERATOR = { by: "an operator", reason: "an operator changed it", change: {} };

function describePbx(
  pbx: PbxDefinition,
  health: PbxHealth | undefined,
  countries: readonly TrunkCountry[],
  canaries: readonly CanaryResult[],
  nowMs: number,
): PbxView {
  const up = health !== undefined && health.connected && nowMs - health.at <= HEALTH_LIFE_MS;
  const trunks = pbx.trunks.map((trunk) => {
    const live = health?.trunks.find((report) => report.trunk_id === trunk.id);
    return {
      id: trunk.id,
      enabled: trunk.enabled,
      reachable: up && live?.reachable === true,
      calls_in_flight: live?.in_flight ?? 0,
      route_countries: trunk.routeCountries,
      countries_off: [...trunk.countriesOff],
      canary: describeCanary(
        trunk,
        canaries.find((one) => one.pbx_id === pbx.id && one.trunk_id === trunk.id),
      ),
      countries: countries
        .filter((one) => one.pbx_id === pbx.id && one.trunk_id === trunk.id)
        .map(describeCountry),
    };
  });
  return {
    id: pbx.id,
    country: pbx.country,
    region: pbx.region,
    state: stateOf(pbx, up),
    seen_at: health === undefined ? null : iso(health.at),
    trunks,
  };
}

function describeCanary(
  { canaryNumber, canaryMinutes }: TrunkDefinition,
  last: CanaryResult | undefined,
): CanaryView {
  if (canaryNumber === null) return null;
  if (last === undefined) return { minutes: canaryMinutes, last: null };
  const { at, ok, outcome, ringing_ms } = last;
  return { minutes: canaryMinutes, last: { at: iso(at), ok, outcome, ringing_ms } };
}

function describeCountry({ country, state, until, reason, outcomes, delays_ms }: TrunkCountry): CountryView {
  return {
    country,
    breaker: state,
    until: until === null ? null : iso(until),
    reason,
    outcomes,
    post_dial_delay_ms:
      delays_ms.length === 0 ? null : { p50: percentile(delays_ms, 0.5), p99: percentile(delays_ms, 0.99) },
  };
}

function stateOf(pbx: PbxDefinition, up: boolean): PbxView["state"] {
  if (!pbx.enabled) return "disabled";
  if (!up) return "down";
  return pbx.draining ? "draining" : "up";
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
