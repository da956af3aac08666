import { setTimeout as wait } from "node:timers/promises";
import { join } from "node:path";

import { readJsonFile, writePrivateJson } from "../state/files.ts";
import { identify, type ProcessIdentity } from "./proc.ts";

const GONE_WITHIN_MS = 3000;
const LOOK_EVERY_MS = 20;

/** The processes of a running installation by their role (`runtime`, `path`, `pbx-1`, …), written down at every change. */
export class ProcessRecord {
  readonly #path: string;
  readonly #known = new Map<string, ProcessIdentity>();

  constructor(stateDir: string) {
    this.#path = join(stateDir, "processes.json");
  }

  set(role: string, pid: number): void {
    const identity = identify(pid);
    if (identity === null) this.#known.delete(role);
    else this.#known.set(role, identity);
    this.#write();
  }

  remove(role: string): void {
    if (this.#known.delete(role)) this.#write();
  }

  /** Everything was stopped in order. */
  clear(): void {
    this.#known.clear();
    this.#write();
  }

  /** Pids by role, as `ready.json` shows them. */
  pids(): Record<string, number> {
    return Object.fromEntries([...this.#known].map(([role, { pid }]) => [role, pid]));
  }

  /**
   * Ends what a killed run left behind. Only a process with the recorded pid and start time is ours; one that merely took
   * the pid over is left alone. Answers with the roles it had to end.
   */
  async endLeftovers(): Promise<string[]> {
    const left = recordedFrom(readJsonFile(this.#path)).filter(([, recorded]) => isSame(recorded));
    for (const [, { pid }] of left) kill(pid);
    const deadline = performance.now() + GONE_WITHIN_MS;
    for (const [role, recorded] of left) {
      while (isSame(recorded)) {
        if (performance.now() > deadline)
          throw new Error(`process ${recorded.pid} (${role}) of an earlier run does not end`);
        await wait(LOOK_EVERY_MS);
      }
    }
    return left.map(([role]) => role);
  }

  #write(): void {
    writePrivateJson(this.#path, Object.fromEntries(this.#known));
  }
}

function isSame(recorded: ProcessIdentity): boolean {
  const now = identify(recorded.pid);
  return now !== null && now.bootId === recorded.bootId && now.startTicks === recorded.startTicks;
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function recordedFrom(value: unknown): [string, ProcessIdentity][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).filter((entry): entry is [string, ProcessIdentity] => isIdentity(entry[1]));
}

function isIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== "object" || value === null) return false;
  const { bootId, pid, startTicks } = value as Record<string, unknown>;
  return typeof pid === "number" && pid > 1 && typeof startTicks === "string" && typeof bootId === "string";
}
