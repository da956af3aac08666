import { checkNumber } from "@callping/domain/numbers/check-number";
import { type ExcludedRoute, getHealthyPbx } from "../../services/pbx-registry.ts";
import type { FleetRoutes, RouteAnswer } from "../protocol.ts";
import { silenceLimit } from "@callping/domain/fleet/silence";

/** How old it may be before it is asked for again, beside a call. */
const FRESH_MS = 30_000;
const KEY = "last_fleet";

/**
 * The fleet as its object showed it last: what a call goes by when the Fleet does not answer in time. It may be old, and
 * that is safe: the PBX's link has the last word on the fence, on kill switches and on whether it is there.
 */
export class LastFleet {
  private readonly store: SyncKvStorage;
  private known: { routes: FleetRoutes; at: number } | null | undefined;
  private cursor = Math.floor(Math.random() * 1000);

  constructor(store: SyncKvStorage) {
    this.store = store;
  }

  isStale(now: number): boolean {
    return now - (this.read()?.at ?? 0) > FRESH_MS;
  }

  keep(routes: FleetRoutes, now: number): void {
    this.known = { routes, at: now };
    this.store.put(KEY, this.known);
  }

  /** A route by the same pure function that the Fleet picks with; `null` when it finds none: then the Fleet is asked again. */
  pick(
    number: string,
    exclude: readonly ExcludedRoute[],
    euOnly: boolean,
  ): Extract<RouteAnswer, { ok: true }> | null {
    const last = this.read();
    if (last === null) return null;
    const { fleet, health } = last.routes;
    const checked = checkNumber(number, { ...fleet.policy, fictionAllowed: true, browserAllowed: true });
    if (!checked.ok) return null;
    this.cursor += 1;
    const picked = getHealthyPbx(checked, fleet, { exclude, health, cursor: this.cursor, euOnly });
    if (!picked.ok) return null;
    const pbx_country = fleet.pbxs.find(({ id }) => id === picked.route.pbx_id)?.country;
    return {
      ok: true,
      ...picked.route,
      silence_ms: silenceLimit([], false),
      doubtful: false,
      ...(pbx_country !== undefined && { pbx_country }),
    };
  }

  private read(): { routes: FleetRoutes; at: number } | null {
    this.known ??= this.store.get<{ routes: FleetRoutes; at: number }>(KEY) ?? null;
    return this.known;
  }
}
