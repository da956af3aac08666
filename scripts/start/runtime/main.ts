import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { loadMigrations } from "../../build/bundle.ts";
import { explainError } from "../explain-error.ts";
import { everyMinute } from "./cron.ts";
import { runBatchOn } from "./database.ts";
import { API_WORKER, startInstances, type Instances } from "./instances.ts";
import { prepareDatabase } from "./prepare-database.ts";
import type { FromRuntime, RuntimeConfig, Seed, ToRuntime } from "./protocol.ts";
import { prepareWorkerd, workerdPids } from "./workerd.ts";

/** The supervisor starts another child at once when this one leaves with it. */
const EXIT_RUNTIME_FAILED = 70;
const CRON = "* * * * *";

let instances: Instances | null = null;
let leaving = false;

process.on("message", (message: ToRuntime) => {
  if (message.type === "stop") void stop();
  else start(message.config).catch(fail);
});
// The supervisor is gone: the kernel kills this process too, where it can.
process.on("disconnect", () => void stop());
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => {});

async function start(config: RuntimeConfig): Promise<void> {
  const tmp = join(config.stateDir, "tmp");
  mkdirSync(tmp, { recursive: true, mode: 0o700 });
  process.env["TMPDIR"] = tmp;
  prepareWorkerd();
  instances = await startInstances(config, {
    onPathReady: () => config.seed === null && send({ type: "serving" }),
    onRestart: () => void confirmRestart(config).catch(fail),
  });
  const migrated = config.seed === null ? [] : await prepare(instances, config.bundles.api, config.seed);
  everyMinute(runCron, {
    onFailure: (error) => say(`a cron tick failed: ${explainError(error)}`),
    onBroken: fail,
  });
  send({ type: "ready", workerds: workerdPids(config), migrated });
}

async function prepare({ path }: Instances, apiBundle: string, seed: Seed): Promise<string[]> {
  return prepareDatabase((batch) => runBatchOn(path, batch), await loadMigrations(apiBundle), seed);
}

/** Node's handles into a workerd that crashed are dead: a fresh one is taken at each tick. */
async function runCron(scheduledTime: Date): Promise<void> {
  const worker = await instances?.path.getWorker(API_WORKER);
  await worker?.scheduled({ cron: CRON, scheduledTime });
}

/** Miniflare has started a workerd again. One request into the database tells whether its handles work as well. */
async function confirmRestart(config: RuntimeConfig): Promise<void> {
  if (instances !== null) await runBatchOn(instances.path, [{ sql: "SELECT 1", params: [] }]);
  send({ type: "restarted", workerds: workerdPids(config) });
}

async function stop(): Promise<void> {
  if (leaving) return;
  leaving = true;
  await Promise.all([instances?.path.dispose(), instances?.side.dispose()]);
  process.exit(0);
}

function fail(error: unknown): void {
  if (leaving) return;
  leaving = true;
  const message = explainError(error);
  say(message);
  process.send?.({ type: "failed", message } satisfies FromRuntime, () => process.exit(EXIT_RUNTIME_FAILED));
}

/** To the runtime's log. */
function say(line: string): void {
  console.error(`${new Date().toISOString()} ${line}`);
}

function send(message: FromRuntime): void {
  process.send?.(message);
}
