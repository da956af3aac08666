import { access, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { downloadPackages } from "@callping/pbx/install/apt";
import { buildFolder } from "@callping/pbx/install/build-folder";
import { findDebianSource } from "@callping/pbx/install/debian-mirror";
import { requireDebianTools } from "@callping/pbx/install/requirements";
import { keepOnly, unpackPackages } from "@callping/pbx/install/unpack";
import { REPOSITORY } from "./installation.ts";

const PACKAGE = "prometheus-alertmanager";
const PROGRAM = "usr/bin/prometheus-alertmanager";
/** Alertmanager runs in this folder: its templates are found from there. */
export const ALERTMANAGER_ROOT = join(REPOSITORY, ".callping/alertmanager");

/** Debian's build reads its templates from here. As long as the path that takes its place, byte for byte. */
const DEBIAN_TEMPLATES = "/usr/share/prometheus/alertmanager";
const OUR_TEMPLATES = "/proc/self/cwd/./././././templates";

/** Debian's Alertmanager, unpacked once beside Asterisk: signed packages, no root. Answers its program. */
export async function installAlertmanager(): Promise<string> {
  const root = ALERTMANAGER_ROOT;
  if (!(await isInstalled(root))) {
    await requireDebianTools();
    await buildFolder(root, build, isInstalled);
  }
  return join(root, PROGRAM);
}

async function build(folder: string): Promise<void> {
  const apt = join(folder, ".apt");
  await mkdir(apt);
  const debs = await downloadPackages([PACKAGE], {
    folder: apt,
    source: await findDebianSource(),
    components: "main",
    alone: true,
    onProgress: (line) => console.log(`${PACKAGE}: ${line}`),
  });
  await unpackPackages(debs, folder);
  await rename(join(folder, DEBIAN_TEMPLATES), join(folder, "templates"));
  await relocate(join(folder, PROGRAM));
  await keepOnly(folder, ".", (name) => name === "usr" || name === "templates");
  await keepOnly(folder, "usr", (name) => name === "bin");
  await keepOnly(folder, "usr/bin", (name) => PROGRAM.endsWith(`/${name}`));
}

/** The path of the templates is compiled in, and only root may put files there. */
async function relocate(program: string): Promise<void> {
  const bytes = await readFile(program);
  let found = 0;
  for (let at = bytes.indexOf(DEBIAN_TEMPLATES); at >= 0; at = bytes.indexOf(DEBIAN_TEMPLATES, at + 1)) {
    bytes.write(OUR_TEMPLATES, at, "latin1");
    found += 1;
  }
  if (found === 0)
    throw new Error(`${PACKAGE} does not read its templates from ${DEBIAN_TEMPLATES} any more`);
  await writeFile(program, bytes);
}

function isInstalled(folder: string): Promise<boolean> {
  return access(join(folder, PROGRAM)).then(
    () => true,
    () => false,
  );
}
