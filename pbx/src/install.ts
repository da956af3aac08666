import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { asteriskVersion, locateAsterisk } from "./asterisk-tree.ts";
import { downloadPackages } from "./install/apt.ts";
import { buildFolder } from "./install/build-folder.ts";
import { findDebianSource } from "./install/debian-mirror.ts";
import { InstallError } from "./install/errors.ts";
import { requireDebianTools } from "./install/requirements.ts";
import { keepOnly, unpackPackages } from "./install/unpack.ts";

/** The version every quirk module and the documentation were checked against. Testing moves on: others are announced. */
export const TESTED_ASTERISK_VERSION = "22.10.1";

const PACKAGES = ["asterisk", "asterisk-core-sounds-en-gsm"];
const MARKER = "callping-asterisk.json";

export interface InstallOptions {
  /** Where Asterisk is unpacked to; its parent is made when missing. */
  root: string;
  /** An Asterisk that is already unpacked (`ASTERISK_ROOT`): used as it is, nothing is downloaded. */
  unpacked?: string | undefined;
  onProgress: (line: string) => void;
}

/**
 * Real Asterisk from Debian's signed packages, without root and without a compiler. Quick when present, all or nothing
 * when not, safe beside a second run. Throws InstallError with what to do when this machine cannot have it.
 */
export async function installAsterisk({
  root,
  unpacked,
  onProgress,
}: InstallOptions): Promise<{ root: string; version: string }> {
  if (unpacked !== undefined) {
    return announce(
      { root: unpacked, version: await asteriskVersion(await locateAsterisk(unpacked)) },
      onProgress,
    );
  }
  const present = await installedVersion(root);
  if (present !== undefined) return announce({ root, version: present }, onProgress);
  await requireDebianTools();
  const startedAt = performance.now();
  const source = await findDebianSource();
  onProgress(
    "installing real Asterisk from Debian's packages (once; nothing outside this folder is changed)",
  );
  await buildFolder(
    root,
    async (folder) => {
      const apt = join(folder, ".apt");
      await mkdir(apt);
      const debs = await downloadPackages(PACKAGES, { folder: apt, source, components: "main", onProgress });
      onProgress(`unpacking ${debs.length} packages`);
      await unpackPackages(debs, folder);
      await rm(apt, { recursive: true });
      await trim(folder);
      const version = await asteriskVersion(await locateAsterisk(folder));
      await writeFile(join(folder, MARKER), `${JSON.stringify({ version })}\n`);
    },
    async (folder) => (await installedVersion(folder)) !== undefined,
  );
  const version = await installedVersion(root);
  if (version === undefined)
    throw new InstallError("broken_tree", `${root} vanished while Asterisk was installed.`);
  onProgress(`Asterisk ${version} installed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return announce({ root, version }, onProgress);
}

/** The version recorded when the folder was finished; undefined when it never was. */
async function installedVersion(root: string): Promise<string | undefined> {
  const text = await readFile(join(root, MARKER), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const marker: unknown = JSON.parse(text);
  return typeof marker === "object" &&
    marker !== null &&
    "version" in marker &&
    typeof marker.version === "string"
    ? marker.version
    : undefined;
}

function announce(
  found: { root: string; version: string },
  onProgress: (line: string) => void,
): { root: string; version: string } {
  if (found.version !== TESTED_ASTERISK_VERSION) {
    onProgress(
      `warning: this is Asterisk ${found.version}; CallPing was tested with ${TESTED_ASTERISK_VERSION}. ` +
        "Calls should work; if they do not, set ASTERISK_ROOT to a tree with the tested version and report it.",
    );
  }
  return found;
}

/** Drops what no call needs (documentation, locales, perl, daemons of other packages): about half of the tree. */
async function trim(folder: string): Promise<void> {
  await keepOnly(folder, ".", (name) => ["usr", "lib", "lib64", "bin", "sbin"].includes(name));
  await keepOnly(folder, "usr", (name) => ["lib", "lib64", "share", "sbin"].includes(name));
  await keepOnly(folder, "usr/sbin", (name) => name === "asterisk");
  await keepOnly(folder, "usr/share", (name) => name === "asterisk");
  await keepOnly(folder, "usr/share/asterisk", (name) =>
    ["documentation", "sounds", "rest-api"].includes(name),
  );
  await keepOnly(folder, "usr/lib", (name, isFolder) => !isFolder || name.endsWith("-linux-gnu"));
}
