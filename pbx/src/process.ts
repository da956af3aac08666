import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { findProgram } from "./install/command.ts";

export interface BoundOptions {
  cwd?: string;
  env?: Record<string, string | undefined>;
  stdio?: StdioOptions;
}

export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A child that cannot outlive this process, where the system allows it. */
export interface BoundProcess {
  pid: number;
  child: ChildProcess;
  exited: Promise<ProcessExit>;
  /** TERM, then KILL to its whole group after `graceMilliseconds` (2,000); resolves when it is gone. Safe to repeat. */
  stop: (graceMilliseconds?: number) => Promise<ProcessExit>;
}

/**
 * Starts a command that the kernel kills when this process dies, even by SIGKILL (prctl PR_SET_PDEATHSIG through
 * util-linux's setpriv; without setpriv only `stop` ends it). It leads its own process group, so that Ctrl-C in the
 * terminal reaches us alone and we stop it in order. Call from the main thread: the kernel watches the starting thread.
 */
export async function spawnBound(
  command: string,
  args: readonly string[],
  options: BoundOptions = {},
): Promise<BoundProcess> {
  const [program, programArgs] = await boundCommand(command, args);
  const child = spawn(program, programArgs, { stdio: "ignore", ...options, detached: true });
  const exited = new Promise<ProcessExit>((resolve) =>
    child.once("exit", (code, signal) => resolve({ code, signal })),
  );
  await Promise.race([once(child, "spawn"), once(child, "error").then(([error]) => Promise.reject(error))]);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} started without a process id`);
  return {
    pid,
    child,
    exited,
    stop: (grace = 2000) => (isGone(child) ? exited : stopGroup(pid, exited, grace)),
  };
}

/** The shell closes the gap in which this process could die before the child asked to die with it. */
async function boundCommand(command: string, args: readonly string[]): Promise<[string, string[]]> {
  const setpriv = await findProgram("setpriv");
  if (setpriv === undefined) return [command, [...args]];
  const checkParent = '[ "$PPID" = "$0" ] && exec "$@"';
  return [
    setpriv,
    ["--pdeathsig", "KILL", "/bin/sh", "-c", checkParent, String(process.pid), command, ...args],
  ];
}

/** Its number may belong to another process by now. */
function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function stopGroup(
  pid: number,
  exited: Promise<ProcessExit>,
  graceMilliseconds: number,
): Promise<ProcessExit> {
  signalGroup(pid, "SIGTERM");
  const killer = setTimeout(() => signalGroup(pid, "SIGKILL"), graceMilliseconds);
  const exit = await exited;
  clearTimeout(killer);
  return exit;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
