import { join } from "node:path";
import type { AsteriskInstance } from "../config/instance.ts";
import { STATE_FOLDERS } from "../config/layout.ts";
import { runCommand } from "../install/command.ts";

export interface SweepOptions {
  /** Asterisk with its arguments but for `-rx`. */
  asterisk: readonly string[];
  /** The folder that Asterisk writes to. */
  state: string;
}

/** Cached audio and logs hold customers' words: an hourly run leaves nothing that is older than a day and an hour. */
const KEPT_MINUTES = 24 * 60;

/**
 * The shell script that sweeps one PBX: drops cached audio and turned-over logs of more than a day, then turns the log
 * over. Asterisk fetches audio again when its file is gone.
 */
export function renderSweep({ asterisk, state }: SweepOptions): string {
  const old = `-type f -mmin +${KEPT_MINUTES} -delete`;
  return [
    "#!/bin/sh",
    "# Cached audio and logs hold customers' words: what is older than a day is removed. Run every hour.",
    "set -eu",
    `find ${quote(join(state, STATE_FOLDERS.cache))} ${old}`,
    `find ${quote(join(state, STATE_FOLDERS.log))} -name '*.log.*' ${old}`,
    `${asterisk.map(quote).join(" ")} -rx 'logger rotate' > /dev/null`,
    "",
  ].join("\n");
}

/** Sweeps a PBX of this machine. Answers what went wrong, or `null`. */
export async function sweep({ tree, configFile, directory }: AsteriskInstance): Promise<string | null> {
  const asterisk = [tree.command, ...tree.args, "-C", configFile];
  const result = await runCommand("/bin/sh", ["-c", renderSweep({ asterisk, state: directory })]);
  return result.code === 0 ? null : result.stderr.trim() || `left with code ${result.code}`;
}

function quote(word: string): string {
  return /^[A-Za-z0-9/._-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
