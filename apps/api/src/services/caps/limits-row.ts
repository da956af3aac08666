import type { Limits } from "@callping/domain/caps/limits";

/** Of `organization_limits`; all null where an operator set nothing. */
export interface LimitsRow {
  calls_per_day: number | null;
  new_destinations_per_day: number | null;
  units_per_day: number | null;
  calls_stopped: 0 | 1;
}

/** What an operator set; `null`: nothing. */
export function ownLimits({
  calls_per_day,
  new_destinations_per_day,
  units_per_day,
}: LimitsRow): Partial<Limits> | null {
  const own = {
    ...(calls_per_day !== null && { callsPerDay: calls_per_day }),
    ...(new_destinations_per_day !== null && { newDestinationsPerDay: new_destinations_per_day }),
    ...(units_per_day !== null && { unitsPerDay: units_per_day }),
  };
  return Object.keys(own).length === 0 ? null : own;
}
