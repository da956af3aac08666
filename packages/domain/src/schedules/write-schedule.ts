import type { Layer, Override, Rotation, Schedule } from "./schedule.ts";
import { HOUR_MS, MINUTE_MS } from "./wall.ts";

/** The schedule in the words of the API, as `parseSchedule` reads it. */
export function writeSchedule({ id, name, timeZone, layers, overrides }: Schedule) {
  return {
    id,
    name,
    time_zone: timeZone,
    layers: layers.map(writeLayer),
    overrides: overrides.map(writeOverride),
  };
}

export function writeOverride({ id, type, start, end, members }: Override) {
  return {
    id,
    type,
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    members: [...members],
  };
}

function writeLayer({ id, name, entries, rotation, handOverTimeMs, startsOn, endsOn, restrictions }: Layer) {
  return {
    id,
    name,
    entries: entries.map((entry) => [...entry]),
    rotation: writeRotation(rotation),
    hand_over_time: writeTime(handOverTimeMs),
    starts_on: startsOn,
    ends_on: endsOn,
    restrictions: restrictions.map(({ days, fromMs, toMs }) => ({
      days: [...days],
      from: writeTime(fromMs),
      to: writeTime(toMs),
    })),
  };
}

function writeRotation(rotation: Rotation) {
  if (rotation.unit !== "custom") return { unit: rotation.unit, every: rotation.every };
  const { unit, handOvers } = rotation;
  return { unit, hand_overs: handOvers.map(({ day, timeMs }) => ({ day, time: writeTime(timeMs) })) };
}

function writeTime(ms: number): string {
  const two = (figure: number): string => String(figure).padStart(2, "0");
  return `${two(Math.floor(ms / HOUR_MS))}:${two((ms % HOUR_MS) / MINUTE_MS)}`;
}
