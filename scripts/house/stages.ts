import type { StdioOptions } from "node:child_process";
import { join } from "node:path";
import { type BoundProcess, spawnBound } from "@callping/pbx/process";
import { root } from "./root.ts";

/** One step of `npm test` or `npm run lint`: says what it finds itself and answers whether it passed. */
export interface Stage {
  name: string;
  run: () => Promise<boolean>;
  /** After a failure: what failed, a line each. */
  failures?: () => string[];
}

export interface StageResult {
  name: string;
  passed: boolean;
  seconds: number;
}

const running = new Set<BoundProcess>();
let stopped: NodeJS.Signals | undefined;

export interface CommandOptions {
  /** Where it runs, from the repository's root. */
  folder?: string;
  /** `later`: what it says is printed when it has ended, since another stage talks meanwhile. */
  words?: "now" | "later";
  /** Gives way to what runs beside it. */
  patient?: boolean;
}

/** A stage that runs a program of node_modules/.bin (or any on PATH); exit code 0 passes. */
export function commandStage(
  name: string,
  command: string,
  args: readonly string[],
  { folder = ".", words = "now", patient = false }: CommandOptions = {},
): Stage {
  const [program, ...rest] = patient ? ["nice", "-n", "10", command, ...args] : [command, ...args];
  const run = async () => {
    const stdio: StdioOptions = words === "now" ? "inherit" : ["ignore", "pipe", "pipe"];
    const bound = await spawnBound(program ?? command, rest, { cwd: join(root, folder), stdio });
    running.add(bound);
    const said: Buffer[] = [];
    for (const stream of [bound.child.stdout, bound.child.stderr])
      stream?.on("data", (chunk: Buffer) => said.push(chunk));
    const { code } = await bound.exited;
    running.delete(bound);
    if (words === "later") console.log(`\n── what ${name} said\n${Buffer.concat(said).toString("utf8")}`);
    return code === 0;
  };
  return { name, run };
}

/** Ctrl-C and a polite end reach the programs of the current stages; no other stage starts after it. Call once. */
export function stopOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      stopped = signal;
      for (const { child } of running) child.kill(signal);
    });
  }
}

/** Runs the stages in order; `keepGoing` runs the rest after a failure. Answers what ran. */
export async function runStages(
  stages: readonly Stage[],
  options: { keepGoing: boolean },
): Promise<StageResult[]> {
  const results: StageResult[] = [];
  for (const { name, run } of stages) {
    console.log(`\n── ${name}`);
    const startedAt = performance.now();
    const passed = (await run()) && stopped === undefined;
    results.push({ name, passed, seconds: (performance.now() - startedAt) / 1000 });
    if (stopped !== undefined || (!passed && !options.keepGoing)) break;
  }
  return results;
}

/** The closing words: every stage with its time, what did not run, and the verdict. Answers the exit code. */
export function summarize(stages: readonly Stage[], results: readonly StageResult[]): number {
  const lines = stages.map(({ name }) => {
    const result = results.find((one) => one.name === name);
    if (!result) return `  not run  ${name}`;
    return `  ${result.passed ? "passed " : "FAILED "}  ${name} (${result.seconds.toFixed(1)} s)`;
  });
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
  const verdict = stopped
    ? `stopped by ${stopped}`
    : failed.length > 0
      ? `FAILED: ${failed.join(", ")}`
      : "all passed";
  console.log(`\n${lines.join("\n")}\n  ${verdict}, ${(performance.now() / 1000).toFixed(1)} s in all`);
  const found = stages
    .filter(({ name }) => failed.includes(name))
    .flatMap((stage) => stage.failures?.() ?? []);
  for (const line of found) console.log(`  ✗ ${line}`);
  return stopped || failed.length > 0 || results.length < stages.length ? 1 : 0;
}
