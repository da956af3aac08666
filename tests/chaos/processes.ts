import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { identify, type ProcessIdentity } from "../../scripts/start/processes/proc.ts";

const LOOK_EVERY_MS = 25;

/** A process and everything below it, as it is now. */
export function familyOf(root: number): ProcessIdentity[] {
  const parents = new Map(allPids().map((pid) => [pid, parentOf(pid)]));
  const family = new Set([root]);
  // Parents have mostly lower pids; repeated until nobody joins, since pids wrap around.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [pid, parent] of parents) if (parent !== null && family.has(parent)) family.add(pid);
  }
  return [...family].flatMap((pid) => identify(pid) ?? []);
}

/** Kills at once; one that is gone already is what was wanted. */
export function killNow(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/**
 * What is left `withinMs` after a kill, in words: of the processes known before it, and of any whose command line names
 * one of the folders. Empty as soon as nothing is.
 */
export async function leftBehind(
  known: readonly ProcessIdentity[],
  folders: readonly string[],
  withinMs: number,
): Promise<string[]> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const left = new Map(
      [...known.filter(isStillThere), ...naming(folders)].map(({ pid, command }) => [pid, command]),
    );
    if (left.size === 0 || performance.now() > giveUpAt)
      return [...left].map(([pid, command]) => `${pid} ${command.slice(0, 160)}`);
    await wait(LOOK_EVERY_MS);
  }
}

function isStillThere(before: ProcessIdentity): boolean {
  const now = identify(before.pid);
  return now !== null && now.startTicks === before.startTicks && now.bootId === before.bootId;
}

function naming(folders: readonly string[]): ProcessIdentity[] {
  return allPids()
    .filter((pid) => pid !== process.pid)
    .flatMap((pid) => identify(pid) ?? [])
    .filter(({ command }) => folders.some((folder) => command.includes(folder)));
}

function allPids(): number[] {
  return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // It went between two looks at it.
    return null;
  }
}
