import type { Layer, Schedule } from "../schedule.ts";
import { HOUR_MS } from "../wall.ts";

/** Ada and Ben change every day at 09:00. */
export function exampleLayer(more: Partial<Layer> = {}): Layer {
  return {
    id: "base",
    name: "Base",
    entries: [["ada"], ["ben"]],
    rotation: { unit: "daily", every: 1 },
    handOverTimeMs: 9 * HOUR_MS,
    startsOn: "2026-01-05",
    endsOn: null,
    restrictions: [],
    ...more,
  };
}

export function exampleSchedule(layers: Layer[] = [exampleLayer()], more: Partial<Schedule> = {}): Schedule {
  return { id: "sch_1", name: "Primary", timeZone: "Europe/Kyiv", layers, overrides: [], ...more };
}
