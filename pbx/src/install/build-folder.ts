import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { InstallError } from "./errors.ts";

/**
 * Fills a folder all or nothing: `build` works in a temporary sibling, which is renamed into place at the end.
 * A killed run leaves only a sibling that the next run sweeps; of two runs at once the first to finish wins.
 */
export async function buildFolder(
  target: string,
  build: (folder: string) => Promise<void>,
  isFinished: (folder: string) => Promise<boolean>,
): Promise<void> {
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  await sweepDeadBuilds(parent, basename(target));
  const temporary = join(parent, `.${basename(target)}.building-${process.pid}-${process.hrtime.bigint()}`);
  await mkdir(temporary);
  try {
    await build(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!isOccupied(error)) throw error;
    if (await isFinished(target)) return;
    throw new InstallError(
      "target_occupied",
      `${target} exists and is not a finished installation.`,
      `remove ${target} and start again.`,
    );
  }
}

function isOccupied(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST");
}

async function sweepDeadBuilds(parent: string, name: string): Promise<void> {
  const prefix = `.${name}.building-`;
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith(prefix)) continue;
    const pid = Number(entry.slice(prefix.length).split("-")[0]);
    if (Number.isSafeInteger(pid) && pid > 0 && !isAlive(pid))
      await rm(join(parent, entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
