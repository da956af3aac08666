import { lstat, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { runCommand } from "./command.ts";
import { InstallError } from "./errors.ts";

/** Unpacks .deb files over one another with `dpkg-deb -x` (no maintainer script runs), a few at a time. */
export async function unpackPackages(debs: readonly string[], folder: string): Promise<void> {
  const waiting = [...debs];
  const worker = async () => {
    for (let deb = waiting.shift(); deb !== undefined; deb = waiting.shift()) {
      const result = await runCommand("dpkg-deb", ["-x", deb, folder]);
      if (result.code !== 0)
        throw new InstallError("broken_tree", `dpkg-deb could not unpack ${deb}:\n${result.stderr.trim()}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  await mergeUsr(folder);
}

/** Debian's packages bring /usr/lib only; the loader's own link points to /lib. */
async function mergeUsr(folder: string): Promise<void> {
  const present = new Set(await readdir(folder));
  for (const name of ["bin", "sbin", "lib", "lib64"].filter((link) => !present.has(link))) {
    await mkdir(join(folder, "usr", name), { recursive: true });
    await symlink(join("usr", name), join(folder, name));
  }
}

/** Removes every entry of `folder/path` but those named; links stay links. */
export async function keepOnly(
  folder: string,
  path: string,
  keep: (name: string, isFolder: boolean) => boolean,
): Promise<void> {
  const base = join(folder, path);
  for (const name of await readdir(base)) {
    const entry = join(base, name);
    if (!keep(name, (await lstat(entry)).isDirectory())) await rm(entry, { recursive: true, force: true });
  }
}
