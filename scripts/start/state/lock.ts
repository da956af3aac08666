import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { readJsonFile, writePrivateJson } from "./files.ts";

/** Who holds a state folder; told to a second start. */
export interface Holder {
  pid: number;
  /** ISO 8601, UTC. */
  since: string;
  /** Where it answers; `null` while it is starting. */
  url: string | null;
}

export interface StateLock {
  /** Tells later starts where this one answers. */
  describe(url: string): void;
  release(): void;
}

export type LockResult = { ok: true; lock: StateLock } | { ok: false; holder: Holder | null };

/** A database that nothing refers to is collected and closed, and its lock is gone: seen within a tenth of a second. */
const held = new Set<DatabaseSync>();

/**
 * Takes the state folder for this process, or says at once who has it. The lock is the operating system's, held by
 * SQLite on `lock.db`: it goes with the process however that ends, so there is no stale lock to remove.
 */
export function lockState(stateDir: string, now: Date): LockResult {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const holderPath = join(stateDir, "holder.json");
  const database = new DatabaseSync(join(stateDir, "lock.db"), { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    return { ok: false, holder: holderFrom(readJsonFile(holderPath)) };
  }
  held.add(database);
  const holder: Holder = { pid: process.pid, since: now.toISOString(), url: null };
  writePrivateJson(holderPath, holder);
  return {
    ok: true,
    lock: {
      describe: (url) => writePrivateJson(holderPath, { ...holder, url }),
      release() {
        rmSync(holderPath, { force: true });
        held.delete(database);
        database.close();
      },
    },
  };
}

/** What a refused start prints. */
export function explainLock(stateDir: string, holder: Holder | null): string {
  const who = holder
    ? `process ${holder.pid}, since ${holder.since}${holder.url ? `, at ${holder.url}` : " (it is still starting)"}`
    : "another process that has not said who it is yet";
  return [
    `CallPing already runs on ${stateDir}: ${who}.`,
    "Two at once would ring every alert twice, so this start was refused. The running one was not touched.",
    "Stop that one first, or start this one on a folder of its own with --state <folder>.",
  ].join("\n");
}

function holderFrom(value: unknown): Holder | null {
  if (typeof value !== "object" || value === null) return null;
  const { pid, since, url } = value as Partial<Record<keyof Holder, unknown>>;
  if (typeof pid !== "number" || typeof since !== "string") return null;
  return { pid, since, url: typeof url === "string" ? url : null };
}

/** SQLITE_BUSY (5), https://sqlite.org/rescode.html */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}
