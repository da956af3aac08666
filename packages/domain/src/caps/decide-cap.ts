import { CRITICAL_RESERVE, type Limits } from "./limits.ts";
import type { DailyCap } from "./stop.ts";

/** What an organization has spent today, calls that are on their way included. */
export interface Used {
  calls: number;
  newDestinations: number;
  units: number;
}

export interface Intended {
  /** Its number is new to the organization. */
  isNew: boolean;
  units: number;
  /** For a critical alert: the reserve is open to it. */
  critical: boolean;
}

/** The cap that stops a call; `null`: it may go. Monotonic: what stops a call stops it whatever else is spent. Pure. */
export function decideCap(limits: Limits, used: Used, { isNew, units, critical }: Intended): DailyCap | null {
  const most = (limit: number): number => (critical ? withReserve(limit) : limit);
  if (used.calls + 1 > most(limits.callsPerDay)) return "calls_per_day";
  if (isNew && used.newDestinations + 1 > most(limits.newDestinationsPerDay))
    return "new_destinations_per_day";
  if (units > 0 && used.units + units > most(limits.unitsPerDay)) return "units_per_day";
  return null;
}

/** A limit with what is kept for critical alerts. */
export function withReserve(limit: number): number {
  return Math.floor(limit * (1 + CRITICAL_RESERVE));
}
