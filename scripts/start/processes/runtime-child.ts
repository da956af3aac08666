import { openSync, closeSync } from "node:fs";
import { join } from "node:path";

import { spawnBound } from "@callping/pbx/process";

import type { FromRuntime, RuntimeConfig, ToRuntime, Workerds } from "../runtime/protocol.ts";
import type { Running } from "./keep-running.ts";

const ENTRY = join(import.meta.dirname, "../runtime/main.ts");
const STOP_WITHIN_MS = 2000;

export interface RuntimeChildOptions {
  config: RuntimeConfig;
  /** Compiled code of the child and of Miniflare is kept here: half a second at each start. */
  compileCache: string;
  /** The Worker on the alert's path takes requests; comes before the child is ready, and again with it. */
  onServing(): void;
  onWorkerds(workerds: Workerds): void;
  /** A workerd died; the child has brought it back. */
  onRestarted(): void;
  onMigrated(files: string[]): void;
}

/** Starts the runtime child; resolves when both workerds serve and the database is up to date. */
export async function startRuntimeChild(options: RuntimeChildOptions): Promise<Running> {
  const output = openSync(options.config.logPath, "a", 0o600);
  const bound = await spawnBound(process.execPath, ["--disable-warning=ExperimentalWarning", ENTRY], {
    stdio: ["ignore", output, output, "ipc"],
    env: { ...process.env, NODE_COMPILE_CACHE: options.compileCache },
  }).finally(() => closeSync(output));
  const send = (message: ToRuntime): void => {
    if (bound.child.connected) bound.child.send(message);
  };
  const ready = new Promise<void>((resolve, reject) => {
    bound.child.on("message", (message: FromRuntime) => {
      switch (message.type) {
        case "serving":
          return options.onServing();
        case "ready":
          options.onServing();
          options.onWorkerds(message.workerds);
          options.onMigrated(message.migrated);
          return resolve();
        case "restarted":
          options.onWorkerds(message.workerds);
          return options.onRestarted();
        case "failed":
          return reject(new Error(`the Workers do not run: ${message.message}`));
        default:
          return message satisfies never;
      }
    });
    void bound.exited.then(({ code, signal }) =>
      reject(
        new Error(`the Workers' process ended (${signal ?? code}); its log is ${options.config.logPath}`),
      ),
    );
  });
  send({ type: "start", config: options.config });
  try {
    await ready;
  } catch (error) {
    await bound.stop(0);
    throw error;
  }
  const stop = async (): Promise<void> => {
    send({ type: "stop" });
    const timer = setTimeout(() => void bound.stop(0), STOP_WITHIN_MS);
    await bound.exited;
    clearTimeout(timer);
  };
  return { pid: bound.pid, exited: bound.exited, stop };
}
