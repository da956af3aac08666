import { readFileSync } from "node:fs";

/** Ticks a second of /proc/<pid>/stat: fixed at 100 on Linux (sysconf(_SC_CLK_TCK)). */
const TICKS_A_SECOND = 100;

/** CPU time of a process since its start, in milliseconds; user and system (proc_pid_stat(5), fields 14 and 15). */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
}

/** Resident memory in MiB (proc_pid_status(5), VmRSS). */
export function residentMiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}

export type ByRole = Record<string, number>;

export function readAll(pids: ByRole, read: (pid: number) => number): ByRole {
  return Object.fromEntries(Object.entries(pids).map(([role, pid]) => [role, read(pid)]));
}

/** What each role used between two readings. */
export function difference(before: ByRole, after: ByRole): ByRole {
  return Object.fromEntries(
    Object.entries(after).map(([role, value]) => [role, value - (before[role] ?? 0)]),
  );
}

/** Share of the whole machine's CPU time that was used, by anybody, between two readings of /proc/stat. */
export function machineBusy(before: MachineTimes, after: MachineTimes): number {
  const total = after.total - before.total;
  return total === 0 ? 0 : 1 - (after.idle - before.idle) / total;
}

export interface MachineTimes {
  total: number;
  idle: number;
}

export function machineTimes(): MachineTimes {
  const fields = (readFileSync("/proc/stat", "utf8").split("\n")[0] ?? "")
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const total = fields.slice(0, 8).reduce((sum, value) => sum + value, 0);
  return { total, idle: (fields[3] ?? 0) + (fields[4] ?? 0) };
}
