import type { Layer, Rotation } from "./schedule.ts";
import type { WallMs } from "./wall.ts";
import { DAY_MS, HOUR_MS, mondayOf, sinceMonday, WEEK_MS, wallOf } from "./wall.ts";

interface Life {
  start: WallMs;
  end: WallMs;
}

/** Read from the dates once a layer: who is on call is asked thousands of times a calendar. */
const lives = new WeakMap<Layer, Life>();

/** When a layer's first turn begins, and when the layer ends. */
export function lifeOf(layer: Layer): Life {
  let life = lives.get(layer);
  if (life === undefined) {
    const { startsOn, endsOn, handOverTimeMs } = layer;
    life = {
      start: wallOf(startsOn) + handOverTimeMs,
      end: endsOn === null ? Infinity : wallOf(endsOn) + handOverTimeMs,
    };
    lives.set(layer, life);
  }
  return life;
}

/** Whose turn it is at a reading within the layer's life, whether or not restrictions let them be on call. */
export function turnAt(layer: Layer, wall: WallMs): readonly string[] {
  const { start } = lifeOf(layer);
  const { rotation, entries } = layer;
  const handedOver =
    rotation.unit === "custom"
      ? handOversUntil(rotation, wall) - handOversUntil(rotation, start)
      : Math.floor((wall - start) / turnMs(rotation));
  return entries[handedOver % entries.length] ?? [];
}

/** The readings in [from, to) at which a turn changes, the layer begins or ends. */
export function handOversBetween(layer: Layer, from: WallMs, to: WallMs): WallMs[] {
  const { start, end } = lifeOf(layer);
  const { rotation } = layer;
  const first = Math.max(from, start);
  const last = Math.min(to, end);
  const found = [start, end].filter((wall) => wall >= from && wall < to);
  if (layer.entries.length < 2) return found;
  if (rotation.unit === "custom") {
    for (let monday = mondayOf(first); monday < last; monday += WEEK_MS)
      for (const handOver of rotation.handOvers)
        found.push(monday + sinceMonday(handOver.day) + handOver.timeMs);
  } else {
    const step = turnMs(rotation);
    for (let wall = start + Math.ceil((first - start) / step) * step; wall < last; wall += step)
      found.push(wall);
  }
  return found.filter((wall) => wall >= from && wall < to);
}

function turnMs({ unit, every }: Exclude<Rotation, { unit: "custom" }>): number {
  switch (unit) {
    case "hourly":
      return every * HOUR_MS;
    case "daily":
      return every * DAY_MS;
    case "weekly":
      return every * WEEK_MS;
  }
}

/** How many hand-overs there were since the count began, up to and including this reading. */
function handOversUntil({ handOvers }: Extract<Rotation, { unit: "custom" }>, wall: WallMs): number {
  const monday = mondayOf(wall);
  const thisWeek = handOvers.filter(({ day, timeMs }) => monday + sinceMonday(day) + timeMs <= wall);
  return ((monday - mondayOf(0)) / WEEK_MS) * handOvers.length + thisWeek.length;
}
