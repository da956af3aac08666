import { distribution } from "../bench/report/stats.ts";

const WARM_UP = 100;

/** What each run took in milliseconds, without the first ones, which are the compiler's. */
export function timesOf(runs: number, run: () => unknown): ReturnType<typeof distribution> {
  const times: number[] = [];
  for (let count = 0; count < runs + WARM_UP; count += 1) {
    const startedAt = performance.now();
    run();
    if (count >= WARM_UP) times.push(performance.now() - startedAt);
  }
  return distribution(times);
}

/** A line of a table: a name and figures in milliseconds. */
export function line(name: string, ...figures: (number | undefined)[]): string {
  return name.padEnd(36) + figures.map((ms = 0) => ms.toFixed(3).padStart(9)).join("");
}
