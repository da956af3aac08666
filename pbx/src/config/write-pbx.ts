import { mkdir, readdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type AsteriskInstance, writeInstance } from "./instance.ts";
import { type PbxFileOptions, pbxOptionEntries, renderPbxFiles } from "./pbx/files.ts";

export interface PbxOptions extends PbxFileOptions {
  /** Short absolute path, such as `/tmp/cp-a1b2/pbx-1`; one for each instance. */
  directory: string;
  /** A tree made by `installAsterisk`, or ASTERISK_ROOT. */
  asteriskRoot: string;
  /** Folder with `<language>/<id>.ulaw`; played as `sound:callping/<language>/<id>`. May be empty or missing. */
  prompts: string;
}

/** Writes one PBX's whole configuration. Throws ConfigError for a value that Asterisk must not see. */
export async function writePbx(options: PbxOptions): Promise<AsteriskInstance> {
  const instance = await writeInstance({
    id: options.id,
    directory: options.directory,
    asteriskRoot: options.asteriskRoot,
    options: pbxOptionEntries(options),
    records: false,
    files: renderPbxFiles(options),
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
