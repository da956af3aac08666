import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { AsteriskInstance } from "./config/instance.ts";
import { type CommandResult, runCommand } from "./install/command.ts";
import { type BoundProcess, type ProcessExit, spawnBound } from "./process.ts";

export interface RunningAsterisk {
  pid: number;
  exited: Promise<ProcessExit>;
  stop: (graceMilliseconds?: number) => Promise<ProcessExit>;
  /** Runs a command of Asterisk's console and returns what it printed. For people and tests: 30 ms a call. */
  rx: (command: string) => Promise<string>;
}

const BOOT_TIMEOUT_MILLISECONDS = 20_000;

/**
 * Starts a configured Asterisk in the foreground, bound to this process's life, and resolves when it is fully booted.
 * Rejects with the end of its log when it does not come up.
 */
export async function startAsterisk(instance: AsteriskInstance): Promise<RunningAsterisk> {
  const { tree, configFile, directory } = instance;
  const output = await open(join(directory, "log", "output.log"), "a", 0o600);
  const bound = await spawnBound(tree.command, [...tree.args, "-C", configFile, "-f", "-n"], {
    cwd: directory,
    stdio: ["ignore", output.fd, output.fd],
  }).finally(() => output.close());
  const rx = async (command: string) => (await console(instance, command)).stdout;
  await untilBooted(instance, bound);
  return { pid: bound.pid, exited: bound.exited, stop: bound.stop, rx };
}

function console({ tree, configFile }: AsteriskInstance, command: string): Promise<CommandResult> {
  return runCommand(tree.command, [...tree.args, "-C", configFile, "-rx", command]);
}

async function untilBooted(instance: AsteriskInstance, bound: BoundProcess): Promise<void> {
  const deadline = performance.now() + BOOT_TIMEOUT_MILLISECONDS;
  const ended = bound.exited.then(() => true);
  while (performance.now() < deadline) {
    const gone = await Promise.race([ended, delay(25, false)]);
    if (gone) throw new Error(await bootFailure(instance, "ended while starting"));
    const answer = await console(instance, "core waitfullybooted");
    if (answer.code === 0 && answer.stdout.includes("fully booted")) return;
  }
  await bound.stop();
  throw new Error(await bootFailure(instance, `was not ready after ${BOOT_TIMEOUT_MILLISECONDS / 1000} s`));
}

async function bootFailure({ id, directory }: AsteriskInstance, what: string): Promise<string> {
  const tails: string[] = [];
  for (const name of ["output.log", "messages.log"]) {
    const text = await readFile(join(directory, "log", name), "utf8").catch(
      (error: NodeJS.ErrnoException) => `(${name}: ${error.code})`,
    );
    tails.push(...text.trim().split("\n").slice(-8));
  }
  return `Asterisk ${id} ${what}, so it places no calls. The end of its log (${join(directory, "log")}):\n${tails.join("\n")}`;
}
