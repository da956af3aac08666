import type { Silences } from "../alerts/silences.ts";
import type { Maintenance } from "./maintenance.ts";
import { openingAt } from "./next-change.ts";

/** What maintenance means for one endpoint: `Silences` without the phones. */
export type InForce = Pick<Silences, "maintenance" | "windowsChangeAt">;

/** The windows of one endpoint: its own, its project's, and those of the whole organization. */
export function windowsOf<Window extends Pick<Maintenance, "endpointId" | "projectId">>(
  all: readonly Window[],
  endpoint: { id: string; projectId: string | null },
): Window[] {
  return all.filter(({ endpointId, projectId }) => {
    if (endpointId !== null) return endpointId === endpoint.id;
    return projectId === null || projectId === endpoint.projectId;
  });
}

/** Of the windows of one endpoint that hold at a moment the one that ends last, and the next moment at which any changes. */
export function inForce(windows: readonly Maintenance[], organizationZone: string, now: number): InForce {
  let maintenance: InForce["maintenance"] = null;
  let windowsChangeAt: number | null = null;
  for (const { id, name, schedule } of windows) {
    const { isOpen, changesAt } = openingOf(schedule, organizationZone, now);
    if (changesAt === null) continue;
    windowsChangeAt = Math.min(windowsChangeAt ?? changesAt, changesAt);
    if (isOpen && (maintenance === null || changesAt > maintenance.until))
      maintenance = { id, name, until: changesAt };
  }
  return { maintenance, windowsChangeAt };
}

/** Whether one schedule holds at a moment, and when that changes next. */
export function openingOf(
  schedule: Maintenance["schedule"],
  organizationZone: string,
  now: number,
): { isOpen: boolean; changesAt: number | null } {
  if (schedule.kind === "weekly")
    return openingAt(schedule.windows, schedule.timeZone ?? organizationZone, now);
  const { startsAt, endsAt } = schedule;
  const changesAt = [startsAt, endsAt].find((moment) => moment > now) ?? null;
  return { isOpen: startsAt <= now && now < endsAt, changesAt };
}
