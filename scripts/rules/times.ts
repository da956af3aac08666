import { type Distribution, distribution } from "../bench/report/stats.ts";

const WARM_UP = 100;

/** What each run took in milliseconds, without the first ones, which are the compiler's. */
export function timesOf(runs: number, run: () => unknown): ReturnType<typeof distribution> {
  return costsOf(runs, run).times;
}

/** In milliseconds: by the clock, and of the processor, which says the same while the machine does other work. */
export interface Costs {
  times: Distribution | null;
  /** User and system time of this process. */
  cpu: Distribution | null;
}

/** The same with the processor's time. */
export function costsOf(runs: number, run: () => unknown): Costs {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let count = 0; count < runs + WARM_UP; count += 1) {
    const before = process.cpuUsage();
    const startedAt = performance.now();
    run();
    if (count < WARM_UP) continue;
    times.push(performance.now() - startedAt);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  return { times: distribution(times), cpu: distribution(cpu) };
}

/** A line of a table: a name and figures in milliseconds. */
export function line(name: string, ...figures: (number | undefined)[]): string {
  return name.padEnd(36) + figures.map((ms = 0) => ms.toFixed(3).padStart(9)).join("");
}

export function costLine(name: string, { times, cpu }: Costs, note: string): string {
  return `${line(name, times?.p50, times?.p99, cpu?.p50, cpu?.p99)}   ${note}`;
}
