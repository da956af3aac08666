import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import type { RuntimeConfig, Workerds } from "./protocol.ts";

export type WorkerdRole = keyof Workerds;

/** Must run before the first workerd starts: Miniflare takes the program, and what it hands on to it, from the environment. */
export function prepareWorkerd(): void {
  const fromMiniflare = createRequire(createRequire(import.meta.url).resolve("miniflare"));
  const workerd: unknown = fromMiniflare("workerd");
  const program =
    typeof workerd === "object" && workerd !== null && "default" in workerd ? workerd.default : null;
  if (typeof program !== "string") throw new Error("the workerd package does not say where its program is");
  process.env["CALLPING_WORKERD"] = program;
  process.env["CALLPING_RUNTIME_PID"] = String(process.pid);
  process.env["MINIFLARE_WORKERD_PATH"] = join(import.meta.dirname, "workerd.sh");
}

/** Where `workerd.sh` writes the pid of a role's process. */
export function pidFile(config: RuntimeConfig, role: WorkerdRole): string {
  return join(config.stateDir, "tmp", `workerd-${role}.pid`);
}

/** Pids of both, valid once their instances are ready. */
export function workerdPids(config: RuntimeConfig): Workerds {
  const read = (role: WorkerdRole): number => Number(readFileSync(pidFile(config, role), "utf8"));
  return { path: read("path"), side: read("side") };
}
