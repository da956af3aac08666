import { type Distribution, distribution } from "../bench/report/stats.ts";

const WARM_UP = 100;

/** What each run took in milliseconds, without the first ones, which are the compiler's. */
export function timesOf(runs: number, run: () => unknown): ReturnType<typeof distribution> {
  return costsOf(runs, run).times;
}

/** Times by the clock, and what a run costs the processor: that says the same while the machine does other work. */
export interface Costs {
  times: Distribution | null;
  /** User and system time of this process a run, in milliseconds. */
  cpuMs: number;
}

/** The same with the processor's time. */
export function costsOf(runs: number, run: () => unknown): Costs {
  const times: number[] = [];
  for (let count = 0; count < WARM_UP; count += 1) run();
  const before = process.cpuUsage();
  for (let count = 0; count < runs; count += 1) {
    const startedAt = performance.now();
    run();
    times.push(performance.now() - startedAt);
  }
  const { user, system } = process.cpuUsage(before);
  return { times: distribution(times), cpuMs: (user + system) / 1000 / runs };
}

/** A line of a table: a name and figures in milliseconds. */
export function line(name: string, ...figures: (number | undefined)[]): string {
  return name.padEnd(36) + figures.map((ms = 0) => ms.toFixed(3).padStart(9)).join("");
}

export function costLine(name: string, { times, cpuMs }: Costs, note: string): string {
  return `${line(name, times?.p50, times?.p99, times?.max, cpuMs)}   ${note}`;
}
