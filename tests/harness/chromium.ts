import { access, mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { downloadPackages } from "@callping/pbx/install/apt";
import { buildFolder } from "@callping/pbx/install/build-folder";
import { findProgram } from "@callping/pbx/install/command";
import { findDebianSource } from "@callping/pbx/install/debian-mirror";
import { requireDebianTools } from "@callping/pbx/install/requirements";
import { keepOnly, unpackPackages } from "@callping/pbx/install/unpack";
import { REPOSITORY } from "./installation.ts";

export interface Chromium {
  executablePath: string;
  env: Record<string, string>;
}

const INSTALLED = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ROOT = join(REPOSITORY, ".callping/chromium");
const PROGRAM = "usr/lib/chromium/chromium";

/**
 * The machine's Chromium (or the one that CALLPING_CHROMIUM names); where it has none, Debian's, unpacked once beside
 * Asterisk: signed packages, no root.
 */
export async function findChromium(): Promise<Chromium> {
  for (const name of INSTALLED) {
    const executablePath = process.env["CALLPING_CHROMIUM"] ?? (await findProgram(name));
    if (executablePath !== undefined) return { executablePath, env: {} };
  }
  return installChromium();
}

/** Debian's Chromium, with every library but the C library: that one must be the machine's, as its loader is. */
export async function installChromium(root = ROOT): Promise<Chromium> {
  if (!(await isInstalled(root))) {
    await requireDebianTools();
    await buildFolder(root, build, isInstalled);
  }
  const triplet = process.arch === "arm64" ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
  const libraries = [join(root, "usr/lib", triplet), join(root, "usr/lib", triplet, "pulseaudio")];
  return { executablePath: join(root, PROGRAM), env: { LD_LIBRARY_PATH: libraries.join(":") } };
}

async function build(folder: string): Promise<void> {
  const apt = join(folder, ".apt");
  await mkdir(apt);
  const debs = await downloadPackages(["chromium"], {
    folder: apt,
    source: await findDebianSource(),
    components: "main",
    suite: await ownRelease(),
    onProgress: (line) => console.log(`chromium: ${line}`),
  });
  const wanted = debs.filter((deb) => !/^(libc6|libc-bin)_/.test(basename(deb)));
  await unpackPackages(wanted, folder);
  await keepOnly(folder, ".", (name) => name === "usr");
  await keepOnly(folder, "usr", (name) => name === "lib");
}

/** The release whose libraries fit this machine's. */
async function ownRelease(): Promise<string> {
  const about = await readFile("/etc/os-release", "utf8");
  const [, codename] = /^VERSION_CODENAME=(\w+)$/m.exec(about) ?? [];
  if (!/^ID=debian$/m.test(about) || codename === undefined)
    throw new Error(
      "There is no Chromium here, and it is fetched for Debian only. Install Chromium, or name one in CALLPING_CHROMIUM.",
    );
  return codename;
}

function isInstalled(folder: string): Promise<boolean> {
  return access(join(folder, PROGRAM)).then(
    () => true,
    () => false,
  );
}
