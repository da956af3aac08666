import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./install/command.ts";
import { InstallError } from "./install/errors.ts";

/** An unpacked Asterisk: how to start it and where its parts lie. */
export interface AsteriskTree {
  root: string;
  command: string;
  /** Come before Asterisk's own arguments: the tree's loader needs to be told its libraries. */
  args: string[];
  modules: string;
  documentation: string;
  /** English GSM prompts, when the tree has them; only the local carrier's voicemail uses them. */
  sounds: string | undefined;
}

const LOADERS = ["lib64/ld-linux-x86-64.so.2", "lib/ld-linux-aarch64.so.1"];
const MODULES = [
  "usr/lib/x86_64-linux-gnu/asterisk/modules",
  "usr/lib/aarch64-linux-gnu/asterisk/modules",
  "usr/lib/asterisk/modules",
];
const DOCUMENTATION = ["usr/share/asterisk/documentation", "var/lib/asterisk/documentation"];
const SOUNDS = [
  "usr/share/asterisk/sounds/en_US_f_Allison",
  "usr/share/asterisk/sounds/en",
  "var/lib/asterisk/sounds/en",
];

/** Finds Asterisk in a tree unpacked from Debian's packages, or (`/`) installed on the machine. Throws InstallError. */
export async function locateAsterisk(root: string): Promise<AsteriskTree> {
  const binary = join(root, "usr/sbin/asterisk");
  const [modules, documentation] = [
    await firstPresent(root, MODULES),
    await firstPresent(root, DOCUMENTATION),
  ];
  if (!(await isPresent(binary)) || modules === undefined || documentation === undefined) {
    throw new InstallError(
      "broken_tree",
      `${root} does not hold a whole Asterisk (usr/sbin/asterisk, its modules and its documentation folder).`,
    );
  }
  // An installed Asterisk finds its libraries by itself; an unpacked one must not meet the machine's older ones.
  const loader = root === "/" ? undefined : await firstPresent(root, LOADERS);
  const common = { root, modules, documentation, sounds: await firstPresent(root, SOUNDS) };
  if (loader === undefined) return { ...common, command: binary, args: [] };
  return {
    ...common,
    command: loader,
    args: ["--library-path", await libraryPath(root), "--argv0", "asterisk", binary],
  };
}

/** Asks the binary for its version, such as `22.10.1`. Throws InstallError when it does not run here. */
export async function asteriskVersion(tree: AsteriskTree): Promise<string> {
  const result = await runCommand(tree.command, [...tree.args, "-V"]);
  const version = /Asterisk (\d+\.\d+\.\d+)/.exec(result.stdout)?.[1];
  if (version === undefined)
    throw new InstallError(
      "broken_tree",
      `Asterisk in ${tree.root} does not start here: ${(result.stderr || result.stdout).trim()}`,
    );
  return version;
}

async function libraryPath(root: string): Promise<string> {
  const lib = join(root, "usr/lib");
  const triplets = (await readdir(lib)).filter((name) => name.endsWith("-linux-gnu"));
  return [...triplets.map((name) => join(lib, name)), lib].join(":");
}

async function firstPresent(root: string, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await isPresent(join(root, path))) return join(root, path);
  return undefined;
}

function isPresent(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
