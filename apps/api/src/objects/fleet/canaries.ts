import type { Outcome } from "@callping/domain/calls/outcomes";
import type { FleetDefinition, PbxDefinition, TrunkDefinition } from "../../services/fleet-definition.ts";
import type { Route } from "../../services/pbx-registry.ts";
import type { FleetEvent, LegReport } from "../protocol.ts";

/** A test call that has not ended by now never will: ringing, talking and the PBX's own limit are shorter. */
const GIVEN_UP_MS = 180_000;
/** The clock that starts test calls ticks each minute, and not to the millisecond. */
const TICK_MS = 5_000;

/** The last test call through a trunk. */
export interface Canary extends Route {
  region: string;
  number: string;
  leg_id: string;
  at: number;
  ringing_at: number | null;
  answered_at: number | null;
  /** `null` while it is on. */
  outcome: string | null;
  ok: boolean | null;
  /** Of the one before it. */
  was_ok: boolean | null;
}

/** A trunk whose test call is due. */
export interface DueCanary {
  pbx: PbxDefinition;
  trunk: TrunkDefinition;
  number: string;
}

/** One test call a trunk at a time, at most one in its interval; written down before it is placed, so that no crash repeats it. */
export class Canaries {
  private readonly store: SyncKvStorage;
  private readonly known = new Map<string, Canary>();

  constructor(store: SyncKvStorage) {
    this.store = store;
    for (const [, canary] of store.list<Canary>({ prefix: "canary:" })) this.known.set(keyOf(canary), canary);
  }

  all(): Canary[] {
    return [...this.known.values()];
  }

  /** Trunks that are used and whose time has come; `asked`: somebody wants to know now, and a minute has passed. */
  due({ pbxs }: FleetDefinition, now: number, asked = false): DueCanary[] {
    return pbxs
      .filter((pbx) => pbx.enabled && !pbx.draining)
      .flatMap((pbx) =>
        pbx.trunks.flatMap((trunk) => {
          const number = trunk.enabled ? trunk.canaryNumber : null;
          if (number === null) return [];
          const last = this.known.get(keyOf({ pbx_id: pbx.id, trunk_id: trunk.id }));
          const isDue =
            last === undefined || now - last.at >= (asked ? 1 : trunk.canaryMinutes) * 60_000 - TICK_MS;
          const isOn = last !== undefined && last.outcome === null && now - last.at < GIVEN_UP_MS;
          return isDue && !isOn ? [{ pbx, trunk, number }] : [];
        }),
      );
  }

  /** Whether one was begun since it was found due: the clock and an operator may ask at the same moment. */
  isTaken({ pbx, trunk }: DueCanary, now: number): boolean {
    const last = this.known.get(keyOf({ pbx_id: pbx.id, trunk_id: trunk.id }));
    return last !== undefined && now - last.at < 60_000 - TICK_MS;
  }

  begin({ pbx, trunk, number }: DueCanary, legId: string, now: number): Canary {
    const route = { pbx_id: pbx.id, trunk_id: trunk.id };
    const before = this.known.get(keyOf(route));
    const canary = {
      ...route,
      region: pbx.region,
      number,
      leg_id: legId,
      at: now,
      ringing_at: null,
      answered_at: null,
      outcome: null,
      ok: null,
      was_ok: before?.ok ?? before?.was_ok ?? null,
    };
    return this.save(canary);
  }

  /** What a PBX says of a test call; the canary when that ended it. */
  take({ leg_id, at, fact }: LegReport): (Canary & { outcome: Outcome }) | null {
    const canary = this.all().find((one) => one.leg_id === leg_id);
    if (canary === undefined || canary.outcome !== null) return null;
    switch (fact.kind) {
      case "ringing":
        this.save({ ...canary, ringing_at: canary.ringing_at ?? at });
        return null;
      case "answered":
        this.save({ ...canary, answered_at: at });
        return null;
      case "ended": {
        const { outcome } = fact;
        return { ...this.end(canary, outcome, canary.answered_at !== null), outcome };
      }
      default:
        return null;
    }
  }

  /** It ended, or was refused before it began. */
  end(canary: Canary, outcome: string, ok: boolean): Canary {
    return this.save({ ...canary, outcome, ok });
  }

  private save(canary: Canary): Canary {
    this.known.set(keyOf(canary), canary);
    this.store.put(`canary:${keyOf(canary)}`, canary);
    return canary;
  }
}

/** An event where a trunk's test calls begin to fail, or work again. */
export function canaryNews(canary: Canary): FleetEvent[] {
  const { ok, was_ok, pbx_id, trunk_id, outcome, at } = canary;
  if (ok === was_ok || (ok === true && was_ok === null)) return [];
  const about = { at, pbx_id, trunk_id, country: null };
  return ok === true
    ? [{ ...about, kind: "canary_worked", reason: "its test call was answered" }]
    : [{ ...about, kind: "canary_failed", reason: `its test call ended as ${outcome}` }];
}

function keyOf({ pbx_id, trunk_id }: Route): string {
  return `${pbx_id}/${trunk_id}`;
}
