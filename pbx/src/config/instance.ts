import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AsteriskTree, locateAsterisk } from "../asterisk-tree.ts";
import { renderCommonFiles } from "./common-files.ts";
import { folderLayout, STATE_FOLDERS } from "./layout.ts";
import type { Section } from "./render.ts";
import { checkRunDirectory } from "./values.ts";

/** One configured Asterisk, ready to be started. */
export interface AsteriskInstance {
  id: string;
  /** The run directory: configuration, control socket, logs, caches. */
  directory: string;
  configFile: string;
  tree: AsteriskTree;
}

export interface InstanceParts {
  id: string;
  directory: string;
  asteriskRoot: string;
  /** Entries for `[options]` of asterisk.conf beyond those every instance has. */
  options: Section["entries"];
  /** File name to content; what is the same everywhere is added where it is not given. */
  files: Record<string, string>;
  /** Whether recordings can be written. */
  records: boolean;
}

/** A folder in which nobody, root included, can make a file: a recording of a call must be impossible, not just unused. */
export const UNWRITABLE_FOLDER = "/proc/self/task";

/** Lays out a run directory (mode 0700, files 0600: they hold secrets) with its configuration. Old caches are dropped. */
export async function writeInstance(parts: InstanceParts): Promise<AsteriskInstance> {
  const directory = checkRunDirectory("run directory", parts.directory);
  const tree = await locateAsterisk(parts.asteriskRoot);
  const at = (...path: string[]) => join(directory, ...path);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const dropped of ["c", "etc", "data", "spool", "run"])
    await rm(at(dropped), { recursive: true, force: true });
  for (const made of ["etc", "data/sounds", ...Object.values(STATE_FOLDERS)])
    await mkdir(at(made), { recursive: true });
  await symlink(tree.documentation, at("data", "documentation"));
  if (parts.records) await mkdir(at("spool", "recording"));
  else await symlink(UNWRITABLE_FOLDER, at("spool", "recording"));
  const common = renderCommonFiles(parts.id, folderLayout(directory, tree), parts.options);
  const files = { ...common, ...parts.files };
  for (const [name, content] of Object.entries(files))
    await writeFile(at("etc", name), content, { mode: 0o600 });
  return { id: parts.id, directory, configFile: at("etc", "asterisk.conf"), tree };
}
