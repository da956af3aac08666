import type { Statement } from "@callping/api/db/statement";

import type { Bundles } from "../../build/bundle.ts";
import type { Addresses } from "../state/addresses.ts";

/** What the runtime child is told when it starts. Comes over the IPC channel: it holds secrets. */
export interface RuntimeConfig {
  stateDir: string;
  bundles: Bundles;
  addresses: Pick<Addresses, "api" | "speech" | "keys" | "espeak">;
  /** Bindings of the Worker on the alert's path: origins and secrets by their names in `wrangler.jsonc`. */
  vars: Record<string, string>;
  /** The same of the speech Worker: where a native voice answers. */
  speechVars: Record<string, string>;
  /** `null` when the database is known to be up to date: the child is started again within one run. */
  seed: Seed | null;
  logPath: string;
}

/** Rows that a local installation puts into D1. */
export interface Seed {
  /** At every start, over what stood there: the PBXs that run on this machine. */
  fleet: Statement[];
  /** Only while there is no organization at all. */
  demo: Statement[];
}

export type ToRuntime = { type: "start"; config: RuntimeConfig } | { type: "stop" };

export type FromRuntime =
  /** The Worker on the alert's path takes requests; the rest follows. Sent only when the database needs nothing. */
  | { type: "serving" }
  | { type: "ready"; workerds: Workerds; migrated: string[] }
  /** A workerd died and is up again within the same child. */
  | { type: "restarted"; workerds: Workerds }
  | { type: "failed"; message: string };

/** Pids of the two workerd processes. */
export interface Workerds {
  path: number;
  side: number;
}
