import { isBrowserNumber } from "@callping/domain/numbers/browser";
import { isClearedRegionNeeded, isInEea } from "@callping/domain/numbers/regions";
import { routeAccepts } from "@callping/domain/numbers/routes";
import {
  type FleetDefinition,
  type PbxDefinition,
  TRUNK_COST_CLASSES,
  type TrunkDefinition,
} from "./fleet-definition.ts";

/** A number that passed `checkNumber`. */
export interface CheckedPhone {
  e164: string;
  /** ISO 3166-1 alpha-2 of the number, never of its calling code. */
  region: string;
  fiction: boolean;
}

/** What is known of one PBX right now. */
export interface LiveHealth {
  connected: boolean;
  /** Trunks whose SIP contact answers OPTIONS. */
  reachableTrunks: ReadonlySet<string>;
}

export interface Route {
  pbx_id: string;
  trunk_id: string;
}

/** A route that a call may not take again now. `full`: it works, and carries all it may; its PBX has not failed. */
export interface ExcludedRoute extends Route {
  full?: true;
}

export interface PickOptions {
  /** Routes that failed for this call already, or are full. */
  exclude: readonly ExcludedRoute[];
  health: ReadonlyMap<string, LiveHealth>;
  /** Grows by one a pick: the round robin's place. */
  cursor: number;
  /** Routes whose last calls to this country failed: taken only where nothing else is left. */
  avoid?: (route: Route) => boolean;
  /** The organization's own fence: only PBXs that stand in the EU or the EEA. */
  euOnly?: boolean;
}

export type Pick =
  | { ok: true; route: Route }
  /** `no_permitted_route`: no trunk of the fleet may carry it. `no_healthy_route`: one may, none is up or left. */
  | { ok: false; reason: "no_permitted_route" | "no_healthy_route" };

/**
 * Whether a trunk may carry a number: its own countries, its kill switches, the EU fence, fiction only on the local carrier;
 * a browser phone only where browsers ring, and a telephone never there.
 */
export function trunkAcceptsPhone(trunk: TrunkDefinition, phone: CheckedPhone): boolean {
  const ringsBrowsers = trunk.ringsBrowsers === true;
  const isBrowser = isBrowserNumber(phone.e164);
  if (ringsBrowsers || isBrowser) return ringsBrowsers && isBrowser;
  if (trunk.countriesOff.some((off) => isOff(off, phone))) return false;
  if (phone.fiction && !trunk.carriesFiction) return false;
  if (isClearedRegionNeeded(phone.region) && !trunk.clearedForEu) return false;
  return routeAccepts(trunk.routeCountries, phone.e164, phone.region);
}

function isOff(off: string, { e164, region }: CheckedPhone): boolean {
  return off.startsWith("+") ? e164.startsWith(off) : off === region;
}

/** Whether a PBX stands where an organization lets its calls leave. */
export function pbxIsInside({ country }: { country: string }, euOnly: boolean): boolean {
  return !euOnly || isInEea(country);
}

/** Whether any trunk of a PBX may carry a number, health aside. */
export function pbxAcceptsPhone(pbx: PbxDefinition, phone: CheckedPhone): boolean {
  return pbx.trunks.some((trunk) => trunk.enabled && trunkAcceptsPhone(trunk, phone));
}

/**
 * The next healthy PBX, and its trunk, in round-robin order among the best tier that may carry the number. A PBX that
 * has not failed for this call comes before another trunk of one that has. Pure: the same values give the same route.
 */
export function getHealthyPbx(phone: CheckedPhone, fleet: FleetDefinition, options: PickOptions): Pick {
  const permitted = fleet.pbxs.filter(
    (pbx) => pbx.enabled && pbxIsInside(pbx, options.euOnly === true) && pbxAcceptsPhone(pbx, phone),
  );
  if (permitted.length === 0) return { ok: false, reason: "no_permitted_route" };
  const usable = permitted.flatMap((pbx) => usableRoutes(pbx, phone, options));
  const best = Math.min(...usable.map((candidate) => candidate.rank));
  const tier = usable.filter((candidate) => candidate.rank === best).map((candidate) => candidate.route);
  const route = turn(tier, options.cursor);
  return route === undefined ? { ok: false, reason: "no_healthy_route" } : { ok: true, route };
}

/** PBXs take turns evenly however many trunks each has; the trunks of one PBX take turns among themselves. */
function turn(routes: readonly Route[], cursor: number): Route | undefined {
  const byPbx = [...Map.groupBy(routes, (route) => route.pbx_id).values()];
  const trunks = byPbx[cursor % byPbx.length];
  return trunks?.[Math.floor(cursor / byPbx.length) % trunks.length];
}

/** Within one priority the cheaper class is a tier of its own. */
const COST_RANKS = TRUNK_COST_CLASSES.length;
/** Another trunk of a PBX that failed for this call is the last resort. */
const FAILED_PBX_RANK = 1_000_000;
/** A route that fails is better than none: no breaker may leave a number without one. */
const AVOIDED_RANK = 10_000_000;

function usableRoutes(
  pbx: PbxDefinition,
  phone: CheckedPhone,
  options: PickOptions,
): { route: Route; rank: number }[] {
  const live = options.health.get(pbx.id);
  if (pbx.draining || live === undefined || !live.connected) return [];
  const failedHere = options.exclude.some((route) => route.pbx_id === pbx.id && route.full !== true);
  // One that fails is no way round one that is full for a moment.
  const crowded = options.exclude.some((route) => route.full === true);
  return pbx.trunks
    .filter((trunk) => trunk.enabled && live.reachableTrunks.has(trunk.id) && trunkAcceptsPhone(trunk, phone))
    .filter(
      (trunk) => !options.exclude.some((route) => route.pbx_id === pbx.id && route.trunk_id === trunk.id),
    )
    .flatMap((trunk) => {
      const route = { pbx_id: pbx.id, trunk_id: trunk.id };
      const avoided = options.avoid?.(route) === true;
      if (avoided && crowded) return [];
      const rank = trunkRank(trunk) + (failedHere ? FAILED_PBX_RANK : 0) + (avoided ? AVOIDED_RANK : 0);
      return [{ route, rank }];
    });
}

function trunkRank({ priority, costClass }: TrunkDefinition): number {
  return priority * COST_RANKS + TRUNK_COST_CLASSES.indexOf(costClass);
}
