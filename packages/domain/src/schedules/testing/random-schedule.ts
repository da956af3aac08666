import type { Layer, Override, Restriction, Rotation, Schedule } from "../schedule.ts";
import { OVERRIDE_TYPES, ROTATION_UNITS, WEEKDAYS } from "../schedule.ts";
import { DAY_MS, MINUTE_MS } from "../wall.ts";
import type { Random } from "./random.ts";

const PEOPLE = ["ada", "ben", "cleo", "dan", "eva", "finn", "gus", "hana"];

/** A schedule of every kind, on call somewhere in [from, to); whole minutes throughout. */
export function randomSchedule(random: Random, timeZone: string, from: number, to: number): Schedule {
  return {
    id: "schedule",
    name: "Random",
    timeZone,
    layers: random
      .list(random.between(1, 3), () => randomLayer(random, from, to))
      .map((layer, index) => ({ ...layer, id: `layer-${index}` })),
    overrides: random
      .list(random.between(0, 8), () => randomOverride(random, from, to))
      .map((override, index) => ({ ...override, id: `override-${index}` })),
  };
}

function randomLayer(random: Random, from: number, to: number): Layer {
  const span = to - from;
  const before = Math.min(400 * DAY_MS, 4 * span);
  const startsAt = from - before + random.below(before + span / 2);
  const endsAt = startsAt + DAY_MS + random.below(span + before);
  return {
    id: "",
    name: "Layer",
    entries: random.list(random.between(1, 5), () => random.some(PEOPLE.slice(0, random.between(1, 8)))),
    rotation: randomRotation(random),
    handOverTimeMs: randomTime(random),
    startsOn: dateOf(startsAt),
    endsOn: random.chance(30) ? dateOf(endsAt) : null,
    restrictions: random.chance(50) ? [] : random.list(random.between(1, 3), () => randomRestriction(random)),
  };
}

function randomRotation(random: Random): Rotation {
  const unit = random.pick(ROTATION_UNITS);
  switch (unit) {
    case "hourly":
      return { unit, every: random.pick([1, 2, 5, 6, 8, 12, 36]) };
    case "daily":
      return { unit, every: random.between(1, 9) };
    case "weekly":
      return { unit, every: random.between(1, 3) };
    case "custom": {
      const handOvers = random.list(random.between(1, 5), () => ({
        day: random.pick(WEEKDAYS),
        timeMs: randomTime(random),
      }));
      const seen = new Set<string>();
      const isFirst = ({ day, timeMs }: { day: string; timeMs: number }): boolean => {
        const key = `${day} ${timeMs}`;
        return !seen.has(key) && seen.add(key).has(key);
      };
      return { unit, handOvers: handOvers.filter(isFirst) };
    }
  }
}

function randomRestriction(random: Random): Restriction {
  const fromMs = randomTime(random);
  return { days: random.some(WEEKDAYS), fromMs, toMs: random.chance(10) ? fromMs : randomTime(random) };
}

function randomOverride(random: Random, from: number, to: number): Override {
  const start = from + random.below((to - from) / MINUTE_MS) * MINUTE_MS;
  return {
    id: "",
    type: random.pick(OVERRIDE_TYPES),
    start,
    end: start + random.between(1, 20_000) * MINUTE_MS,
    members: random.some(PEOPLE),
  };
}

/** Half of them in the hours in which clocks are put forward and back. */
function randomTime(random: Random): number {
  return (random.chance(50) ? random.below(16) * 15 : random.below(96) * 15) * MINUTE_MS;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
