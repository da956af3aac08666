import { access, mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { downloadPackages } from "./apt.ts";
import { buildFolder } from "./build-folder.ts";
import { findDebianSource } from "./debian-mirror.ts";
import { requireDebianTools } from "./requirements.ts";
import { keepOnly, unpackPackages } from "./unpack.ts";

/** A program of Debian's that only a test or a measurement needs. */
export interface DebianProgram {
  /** Its package; what that depends on comes along. */
  package: string;
  /** Packages of data that it does not depend on, and is nothing without. */
  also?: readonly string[];
  /** Its path below the root of the file system. */
  path: string;
  /** Folders below `usr` that it needs, libraries included. */
  keep: readonly string[];
  /** Folders of libraries below `usr/lib/<architecture>`, beside that one itself. */
  libraries?: readonly string[];
}

/** How to start it. */
export interface UnpackedProgram {
  executablePath: string;
  env: Record<string, string>;
}

/**
 * Unpacks it into a folder once: signed packages, no root, with every library but the C library: that one must be the
 * machine's, as its loader is. Throws with what to do where the machine is no Debian.
 */
export async function unpackDebianProgram(program: DebianProgram, root: string): Promise<UnpackedProgram> {
  const isInstalled = (folder: string): Promise<boolean> =>
    access(join(folder, program.path)).then(
      () => true,
      () => false,
    );
  if (!(await isInstalled(root))) {
    await requireDebianTools();
    await buildFolder(root, (folder) => build(program, folder), isInstalled);
  }
  const triplet = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  const libraries = ["", ...(program.libraries ?? [])].map((name) => join(root, "usr/lib", triplet, name));
  return { executablePath: join(root, program.path), env: { LD_LIBRARY_PATH: libraries.join(":") } };
}

async function build(program: DebianProgram, folder: string): Promise<void> {
  const apt = join(folder, ".apt");
  await mkdir(apt);
  const debs = await downloadPackages([program.package, ...(program.also ?? [])], {
    folder: apt,
    source: await findDebianSource(),
    components: "main",
    suite: await ownRelease(program.package),
    onProgress: (line) => console.log(`${program.package}: ${line}`),
  });
  const wanted = debs.filter((deb) => !/^(libc6|libc-bin)_/.test(basename(deb)));
  await unpackPackages(wanted, folder);
  await keepOnly(folder, ".", (name) => name === "usr");
  await keepOnly(folder, "usr", (name) => program.keep.includes(name));
}

/** The release whose libraries fit this machine's. */
async function ownRelease(name: string): Promise<string> {
  const about = await readFile("/etc/os-release", "utf8");
  const [, codename] = /^VERSION_CODENAME=(\w+)$/m.exec(about) ?? [];
  if (!/^ID=debian$/m.test(about) || codename === undefined)
    throw new Error(`There is no ${name} here, and it is fetched for Debian only. Install ${name}.`);
  return codename;
}
