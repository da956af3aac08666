import type { TimeWindow } from "../rules/time-window.ts";

/** A time in which nobody is rung for an endpoint, a project (`projectId`) or, with neither, the whole organization. */
export interface Maintenance {
  id: string;
  name: string;
  endpointId: string | null;
  projectId: string | null;
  schedule: MaintenanceSchedule;
}

/** Times are milliseconds since the epoch; `timeZone` is IANA's name, `null` for the organization's own. */
export type MaintenanceSchedule =
  | { kind: "once"; startsAt: number; endsAt: number }
  | { kind: "weekly"; windows: readonly TimeWindow[]; timeZone: string | null };

/** Longer than any maintenance, and short enough that a window which somebody forgot is not a switched-off alarm. */
export const MAX_MAINTENANCE_DAYS = 30;
