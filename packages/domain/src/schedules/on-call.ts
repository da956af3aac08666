import { isOpen } from "./restrictions.ts";
import type { Override, Schedule, Why } from "./schedule.ts";
import { lifeOf, turnAt } from "./turns.ts";
import type { WallMs } from "./wall.ts";
import { ZoneClock } from "./zone-clock.ts";

const NOBODY: ReadonlySet<string> = new Set();
const NO_OVERRIDES: readonly string[] = [];

export interface OnCall {
  /** Empty: nobody is. */
  members: readonly string[];
  why: Why;
}

/**
 * Who is on call at a moment. The same decision as `resolveShifts`, for one moment: microseconds once the zone was asked
 * for about this week.
 * @param at milliseconds since the epoch.
 */
export function onCallAt(schedule: Schedule, at: number): OnCall {
  const overrides = schedule.overrides.filter(({ start, end }) => start <= at && at < end);
  return decide(schedule, new ZoneClock(schedule.timeZone, at, at).read(at), overrides);
}

/**
 * @param wall what the schedule's clock shows
 * @param overrides those in force, in their order
 */
export function decide(schedule: Schedule, wall: WallMs, overrides: readonly Override[]): OnCall {
  if (overrides.length === 0) {
    const { layerId, members } = highest(schedule, wall, NOBODY);
    return { members, why: { layerId, overrideIds: NO_OVERRIDES } };
  }
  const changed = combine(overrides);
  const overrideIds = overrides.map(({ id }) => id);
  const { layerId, members } =
    changed.replaced === null
      ? highest(schedule, wall, changed.removed)
      : { layerId: null, members: changed.replaced };
  const left = members.filter((id) => !changed.removed.has(id));
  return { members: [...new Set([...left, ...changed.added])], why: { layerId, overrideIds } };
}

/** The highest layer that has somebody who was not removed: an absence lets the layer below stand in. */
function highest(
  { layers }: Schedule,
  wall: WallMs,
  removed: ReadonlySet<string>,
): { layerId: string | null; members: readonly string[] } {
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index];
    if (layer === undefined) continue;
    const { start, end } = lifeOf(layer);
    if (wall < start || wall >= end || !isOpen(layer.restrictions, wall)) continue;
    const turn = turnAt(layer, wall);
    const members = removed.size === 0 ? turn : turn.filter((id) => !removed.has(id));
    if (members.length > 0) return { layerId: layer.id, members };
  }
  return { layerId: null, members: [] };
}

/** What several overrides come to. A replacement forgets what came before it. */
function combine(overrides: readonly Override[]): {
  replaced: readonly string[] | null;
  added: ReadonlySet<string>;
  removed: ReadonlySet<string>;
} {
  let replaced: readonly string[] | null = null;
  const added = new Set<string>();
  const removed = new Set<string>();
  for (const { type, members } of overrides) {
    if (type === "replace") {
      replaced = members;
      added.clear();
      removed.clear();
    } else
      for (const id of members) {
        (type === "add" ? added : removed).add(id);
        (type === "add" ? removed : added).delete(id);
      }
  }
  return { replaced, added, removed };
}
