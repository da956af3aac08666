import { join } from "node:path";

/** Where one Asterisk keeps its parts. */
export interface Layout {
  /** Configuration. */
  etc: string;
  /** Read only: `documentation` and `sounds`. */
  data: string;
  /** What it writes: audio cache, logs, control socket. Short, see `checkRunDirectory`. */
  state: string;
  modules: string;
  sbin: string;
  /** The account it changes to when root starts it. */
  runAs?: { user: string; group: string };
}

/** The folders below `state`. The audio cache's name is short: Asterisk plays no URL that is shorter than its cached file's path. */
export const STATE_FOLDERS = {
  cache: "c",
  library: "lib",
  database: "db",
  keys: "keys",
  spool: "spool",
  run: "run",
  log: "log",
} as const;

/** Everything in one folder: an Asterisk of this machine's own. */
export function folderLayout(directory: string, tree: { root: string; modules: string }): Layout {
  return {
    etc: join(directory, "etc"),
    data: join(directory, "data"),
    state: directory,
    modules: tree.modules,
    sbin: join(tree.root, "usr/sbin"),
  };
}
