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

let running: BoundProcess | undefined;
let stopped: NodeJS.Signals | undefined;

/** A stage that runs a program of node_modules/.bin (or any on PATH) in `folder`; exit code 0 passes. */
export function commandStage(name: string, command: string, args: readonly string[], folder = "."): Stage {
  const run = async () => {
    running = await spawnBound(command, args, { cwd: join(root, folder), stdio: "inherit" });
    const { code } = await running.exited;
    running = undefined;
    return code === 0;
  };
  return { name, run };
}

/** Ctrl-C and a polite end reach the program of the current stage; no other stage starts after it. */
function stopOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      stopped = signal;
      running?.child.kill(signal);
    });
  }
}

/** Runs the stages in order; `keepGoing` runs the rest after a failure. Answers what ran. */
export async function runStages(
  stages: readonly Stage[],
  options: { keepGoing: boolean },
): Promise<StageResult[]> {
  stopOnSignals();
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
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0);
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
  const verdict = stopped
    ? `stopped by ${stopped}`
    : failed.length > 0
      ? `FAILED: ${failed.join(", ")}`
      : "all passed";
  console.log(`\n${lines.join("\n")}\n  ${verdict}, ${seconds.toFixed(1)} s in all`);
  const found = stages
    .filter(({ name }) => failed.includes(name))
    .flatMap((stage) => stage.failures?.() ?? []);
  for (const line of found) console.log(`  ✗ ${line}`);
  return stopped || failed.length > 0 || results.length < stages.length ? 1 : 0;
}
