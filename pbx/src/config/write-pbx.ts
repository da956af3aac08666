import { mkdir, readdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type BrowserPbxFileOptions, renderBrowserPbxFiles } from "../browser/phones.ts";
import { type AsteriskInstance, writeInstance } from "./instance.ts";
import { type PbxFileOptions, pbxOptionEntries, renderPbxFiles } from "./pbx/files.ts";

interface Places {
  /** Short absolute path, such as `/tmp/cp-a1b2/pbx-1`; one for each instance. */
  directory: string;
  /** A tree made by `installAsterisk`, or ASTERISK_ROOT. */
  asteriskRoot: string;
  /** Folder with `<language>/<id>.ulaw`; played as `sound:callping/<language>/<id>`. May be empty or missing. */
  prompts: string;
}

export type PbxOptions = PbxFileOptions & Places;
export type BrowserPbxOptions = BrowserPbxFileOptions & Places;

/** Writes one PBX's whole configuration. Throws ConfigError for a value that Asterisk must not see. */
export function writePbx(options: PbxOptions): Promise<AsteriskInstance> {
  return writeWith(renderPbxFiles(options), options);
}

/** The same for the PBX that rings browsers: it has no trunk, and no other PBX has HTTP. */
export function writeBrowserPbx(options: BrowserPbxOptions): Promise<AsteriskInstance> {
  return writeWith(renderBrowserPbxFiles(options), options);
}

async function writeWith(
  files: Record<string, string>,
  options: Places & Pick<PbxFileOptions, "id" | "maxCalls">,
): Promise<AsteriskInstance> {
  const instance = await writeInstance({
    id: options.id,
    directory: options.directory,
    asteriskRoot: options.asteriskRoot,
    options: pbxOptionEntries(options),
    records: false,
    files,
  });
  await linkPrompts(resolve(options.prompts), instance);
  return instance;
}

async function linkPrompts(prompts: string, instance: AsteriskInstance): Promise<void> {
  const folder = join(instance.directory, "data", "sounds", "callping");
  const present = await readdir(prompts).then(
    () => true,
    () => false,
  );
  if (present) await symlink(prompts, folder);
  else await mkdir(folder);
}
