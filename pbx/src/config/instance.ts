import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type AsteriskTree, locateAsterisk } from "../asterisk-tree.ts";
import { renderSections, type Section } from "./render.ts";
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

/** Lays out a run directory (mode 0700, files 0600: they hold secrets) with its configuration. Old caches are dropped. */
export async function writeInstance(parts: InstanceParts): Promise<AsteriskInstance> {
  const directory = checkRunDirectory("run directory", parts.directory);
  const tree = await locateAsterisk(parts.asteriskRoot);
  const at = (...path: string[]) => join(directory, ...path);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const dropped of ["c", "etc", "data", "spool", "run"])
    await rm(at(dropped), { recursive: true, force: true });
  for (const made of ["c", "etc", "data/sounds", "spool", "run", "log", "lib", "db", "keys"])
    await mkdir(at(made), { recursive: true });
  await symlink(tree.documentation, at("data", "documentation"));
  if (parts.records) await mkdir(at("spool", "recording"));
  // A folder in which nobody, root included, can make a file: a recording of a call must be impossible, not just unused.
  else await symlink("/proc/self/task", at("spool", "recording"));
  const files = { ...commonFiles(parts, directory, tree), ...parts.files };
  for (const [name, content] of Object.entries(files))
    await writeFile(at("etc", name), content, { mode: 0o600 });
  return { id: parts.id, directory, configFile: at("etc", "asterisk.conf"), tree };
}

function commonFiles(parts: InstanceParts, directory: string, tree: AsteriskTree): Record<string, string> {
  const general = (...entries: Section["entries"]) => renderSections([{ name: "general", entries }]);
  return {
    "asterisk.conf": asteriskConf(parts, directory, tree),
    "http.conf": general(["enabled", "no"]),
    "manager.conf": general(["enabled", "no"]),
    "cdr.conf": general(["enable", "no"]),
    "cel.conf": general(["enable", "no"]),
    // Present so that the log holds only what deserves a look.
    "features.conf": general(),
    "udptl.conf": general(),
    "ccss.conf": general(),
    "acl.conf": "",
    "indications.conf": renderSections([
      { name: "general", entries: [["country", "eu"]] },
      {
        name: "eu",
        entries: [
          ["description", "Europe"],
          ["ringcadence", "1000,4000"],
          ["dial", "425"],
          ["busy", "425/500,0/500"],
          ["ring", "425/1000,0/4000"],
        ],
      },
    ]),
    "stasis.conf": renderSections([
      {
        name: "threadpool",
        entries: [
          ["initial_size", 5],
          ["idle_timeout_sec", 20],
          ["max_size", 50],
        ],
      },
    ]),
    "pjproject.conf": renderSections([
      {
        name: "log_mappings",
        entries: [
          ["type", "log_mappings"],
          ["asterisk_error", "0,1"],
          ["asterisk_warning", "2"],
          ["asterisk_debug", "3,4,5"],
        ],
      },
    ]),
    "logger.conf": renderSections([
      {
        name: "general",
        entries: [
          ["dateformat", "%F %T.%3q"],
          ["queue_log", "no"],
        ],
      },
      { name: "logfiles", entries: [["messages.log", "notice,warning,error"]] },
    ]),
  };
}

function asteriskConf(parts: InstanceParts, directory: string, tree: AsteriskTree): string {
  const folders: Section["entries"] = [
    ["astcachedir", join(directory, "c")],
    ["astetcdir", join(directory, "etc")],
    ["astmoddir", tree.modules],
    ["astvarlibdir", join(directory, "lib")],
    ["astdbdir", join(directory, "db")],
    ["astkeydir", join(directory, "keys")],
    ["astdatadir", join(directory, "data")],
    ["astagidir", join(directory, "none")],
    ["astspooldir", join(directory, "spool")],
    ["astrundir", join(directory, "run")],
    ["astlogdir", join(directory, "log")],
    ["astsbindir", join(tree.root, "usr/sbin")],
  ];
  const options: Section["entries"] = [
    ["systemname", parts.id],
    ["entityid", entityId(parts.id, directory)],
    ["documentation_language", "en_US"],
    ["live_dangerously", "no"],
    ["disable_remote_console_shell", "yes"],
    ["maxfiles", 16_384],
    ["transmit_silence", "yes"],
    ["hideconnect", "yes"],
    ...parts.options,
  ];
  return renderSections([
    { name: "directories", entries: folders },
    { name: "options", entries: options },
  ]);
}

/** Asterisk's default is the first network card's address, which every instance on one machine (and every clone) shares. */
function entityId(id: string, directory: string): string {
  const digest = createHash("sha256").update(`${directory}\n${id}`).digest();
  return ["02", ...Array.from(digest.subarray(0, 5), (byte) => byte.toString(16).padStart(2, "0"))].join(":");
}
