import { chown, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type AsteriskTree, locateAsterisk } from "../../asterisk-tree.ts";
import { type AsteriskInstance, UNWRITABLE_FOLDER } from "../../config/instance.ts";
import { folderLayout, type Layout, STATE_FOLDERS } from "../../config/layout.ts";
import { runCommand } from "../../install/command.ts";
import type { PbxDefinitionFile } from "../definition.ts";
import { generatePbx } from "../generate.ts";

/** Writes generated files below one folder, with the places of a production machine moved into it. */
export async function installGenerated(
  definition: PbxDefinitionFile,
  directory: string,
  asteriskRoot: string,
): Promise<AsteriskInstance> {
  const tree = await locateAsterisk(asteriskRoot);
  await rm(directory, { recursive: true, force: true });
  for (const { path, content, mode } of generatePbx(definition, layoutBelow(directory, tree))) {
    await mkdir(dirname(join(directory, path)), { recursive: true, mode: 0o750 });
    await writeFile(join(directory, path), content, { mode });
  }
  for (const name of ["data/sounds", ...Object.values(STATE_FOLDERS)])
    await mkdir(join(directory, name), { recursive: true, mode: 0o750 });
  await symlink(tree.documentation, join(directory, "data/documentation"));
  await symlink(UNWRITABLE_FOLDER, join(directory, "spool/recording"));
  await giveAway(directory);
  const configFile = join(directory, "etc/asterisk.conf");
  return { id: definition.name, directory, configFile, tree: AS_ROOT ? unprivileged(tree) : tree };
}

/** Tests may run as root; a PBX never does. */
const AS_ROOT = process.getuid?.() === 0;

/** As systemd starts it: Asterisk itself, started by root, would keep a capability. */
function unprivileged(tree: AsteriskTree): AsteriskTree {
  const drop = ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "--no-new-privs"];
  // A change of account takes the first one away: it must not outlive the tests.
  const args = [...drop, "--pdeathsig", "KILL", tree.command, ...tree.args];
  return { ...tree, command: "setpriv", args };
}

function layoutBelow(directory: string, tree: AsteriskTree): Layout {
  const account = AS_ROOT ? { runAs: { user: "nobody", group: "nogroup" } } : {};
  return { ...folderLayout(directory, tree), ...account };
}

async function giveAway(directory: string): Promise<void> {
  if (!AS_ROOT) return;
  const ids = await Promise.all(["-u", "-g"].map((flag) => runCommand("id", [flag, "nobody"])));
  const [user = 0, group = 0] = ids.map(({ stdout }) => Number(stdout));
  await runCommand("chown", ["-R", "--no-dereference", `${user}:${group}`, directory]);
  await chown(directory, user, group);
}
