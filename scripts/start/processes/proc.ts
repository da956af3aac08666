import { readFileSync } from "node:fs";

/** One process as `/proc` shows it. A pid is used again; boot, pid and start time together are not. */
export interface ProcessIdentity {
  /** Of the running kernel: start times are counted from its boot. */
  bootId: string;
  pid: number;
  /** Clock ticks after boot, field 22 of proc_pid_stat(5). */
  startTicks: string;
  /** Arguments, with spaces between them; for the reader, since it changes at each exec. */
  command: string;
}

const BOOT_ID = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();

/** `null` when there is no such process (or only its exit status is left of it). */
export function identify(pid: number): ProcessIdentity | null {
  const stat = readStat(pid);
  if (stat === null || stat.state === "Z") return null;
  const command = readProc(pid, "cmdline");
  if (command === null) return null;
  return {
    bootId: BOOT_ID,
    pid,
    startTicks: stat.startTicks,
    command: command.split("\0").filter(Boolean).join(" "),
  };
}

function readStat(pid: number): { state: string; startTicks: string } | null {
  const text = readProc(pid, "stat");
  if (text === null) return null;
  // The name in brackets may hold spaces and brackets: the fields begin after the last one.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, startTicks] = [fields[0], fields[19]];
  return state === undefined || startTicks === undefined ? null : { state, startTicks };
}

/** A process may go between two looks at it; anything else (no permission) is the same to us: not ours. */
function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return null;
  }
}
