import { decide } from "./on-call.ts";
import { edgesBetween } from "./restrictions.ts";
import type { Override, Schedule, Shift } from "./schedule.ts";
import { handOversBetween } from "./turns.ts";
import { ZoneClock } from "./zone-clock.ts";

/**
 * Who is on call from `from` until just before `to`, in milliseconds since the epoch: shifts in order, each beginning
 * where the one before ended, a gap being a shift of nobody. Neighbours differ in their people or their reason.
 */
export function resolveShifts(schedule: Schedule, from: number, to: number): Shift[] {
  const clock = new ZoneClock(schedule.timeZone, from, to);
  const overrides = schedule.overrides.filter(({ start, end }) => start < to && end > from);
  const shifts: Shift[] = [];
  let active: readonly Override[] = [];
  const edgesOfOverrides = new Set([from, ...overrides.flatMap(({ start, end }) => [start, end])]);
  const moments = momentsOf(schedule, clock, from, to, edgesOfOverrides);
  for (const [index, start] of moments.entries()) {
    if (edgesOfOverrides.has(start))
      active = overrides.filter((override) => override.start <= start && start < override.end);
    const { members, why } = decide(schedule, clock.read(start), active);
    const end = moments[index + 1] ?? to;
    const last = shifts.at(-1);
    if (last !== undefined && isSame(last, { members, why })) last.end = end;
    else shifts.push({ start, end, members, why });
  }
  return shifts;
}

/** Every moment of [from, to) at which something could change, in order, each once. */
function momentsOf(
  schedule: Schedule,
  clock: ZoneClock,
  from: number,
  to: number,
  edgesOfOverrides: ReadonlySet<number>,
): number[] {
  const [first, last] = [clock.read(from), clock.read(to) + 1];
  const walls = schedule.layers.flatMap((layer) => [
    ...handOversBetween(layer, first, last),
    ...edgesBetween(layer.restrictions, first, last),
  ]);
  // Typed, since these are sorted several times faster: of a year handed over hourly, sorting is most of the work.
  const moments = Float64Array.from([...edgesOfOverrides, ...walls.map((wall) => clock.reach(wall))]).sort();
  const found: number[] = [];
  for (const at of moments) if (at >= from && at < to && at !== found.at(-1)) found.push(at);
  return found;
}

function isSame(one: Pick<Shift, "members" | "why">, other: Pick<Shift, "members" | "why">): boolean {
  return (
    one.why.layerId === other.why.layerId &&
    isEqual(one.members, other.members) &&
    isEqual(one.why.overrideIds, other.why.overrideIds)
  );
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
