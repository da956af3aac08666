import { onCallAt } from "@callping/domain/schedules/on-call";
import { resolveShifts } from "@callping/domain/schedules/resolve-shifts";
import type { Layer, Schedule } from "@callping/domain/schedules/schedule";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FROM = Date.UTC(2026, 0, 1);
const RUNS = 200;

/** Three layers: weekly, daily in office hours, twelve-hourly at weekends; and twenty overrides. */
const USUAL: Schedule = {
  id: "usual",
  name: "Usual",
  timeZone: "Europe/Kyiv",
  layers: [
    layer({}),
    layer({
      rotation: { unit: "daily", every: 1 },
      restrictions: [{ days: ["mon", "tue", "wed", "thu", "fri"], fromMs: 9 * HOUR_MS, toMs: 17 * HOUR_MS }],
    }),
    layer({
      rotation: { unit: "hourly", every: 12 },
      restrictions: [{ days: ["sat", "sun"], fromMs: 0, toMs: 0 }],
    }),
  ],
  overrides: Array.from({ length: 20 }, (_, index) => ({
    id: `override-${index}`,
    type: "replace",
    start: FROM + index * 17 * DAY_MS,
    end: FROM + index * 17 * DAY_MS + DAY_MS,
    members: ["eva"],
  })),
};

/** Every layer is handed over every hour: 8,760 shifts a year. */
const WORST: Schedule = {
  ...USUAL,
  layers: USUAL.layers.map((one) => ({ ...one, rotation: { unit: "hourly", every: 1 }, restrictions: [] })),
};

/** Prints how long a year of a schedule takes, and one moment of it. */
export function measureSpeed(): void {
  for (const [name, schedule] of Object.entries({ usual: USUAL, "hourly hand-over": WORST })) {
    const year = timesOf(() => resolveShifts(schedule, FROM, FROM + 365 * DAY_MS));
    console.log(`a year of three layers, ${name}: p50 ${at(year, 0.5)} ms, p99 ${at(year, 0.99)} ms`);
  }
  let moment = FROM;
  const now = timesOf(() => {
    for (let count = 0; count < 1000; count += 1) onCallAt(USUAL, (moment += 5 * 60_000));
  });
  console.log(`who is on call at one moment: p50 ${at(now, 0.5)} µs, p99 ${at(now, 0.99)} µs`);
}

function layer(more: Partial<Layer>): Layer {
  return {
    id: `layer-${more.rotation?.unit ?? "weekly"}`,
    name: "Layer",
    entries: [["ada"], ["ben"], ["cleo"], ["dan"]],
    rotation: { unit: "weekly", every: 1 },
    handOverTimeMs: 9 * HOUR_MS,
    startsOn: "2026-01-05",
    endsOn: null,
    restrictions: [],
    ...more,
  };
}

/** Milliseconds, sorted; the first runs are the compiler's. */
function timesOf(run: () => unknown): number[] {
  const times = Array.from({ length: RUNS }, () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  });
  return times.slice(RUNS / 10).toSorted((one, other) => one - other);
}

const at = (times: readonly number[], share: number): string =>
  (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(2);
