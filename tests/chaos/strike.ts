import { setTimeout as wait } from "node:timers/promises";
import { chooseRunRoot } from "../../scripts/start/state/run-root.ts";
import type { Installation, Ready } from "../harness/installation.ts";
import type { Blow, Victim } from "./blows.ts";
import type { Ring } from "./people.ts";
import { familyOf, killNow, leftBehind } from "./processes.ts";

/** After this nothing of a killed installation may be left. */
const NOTHING_LEFT_WITHIN_MS = 2_000;
const BACK_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** What a blow did to the processes. */
export interface Struck {
  victim: string;
  at: number;
  /** Processes that outlived a kill of the supervisor or of everything. */
  left: string[];
}

/**
 * Kills, and sees to it that the processes are there again: a part that died must come back by itself; a supervisor is
 * started again on the same state, once nothing of it is left.
 * @param ring the call that the moment belongs to: its PBX is the one that dies
 */
export async function strike(installation: Installation, blow: Blow, ring: Ring | null): Promise<Struck> {
  const before = readyOf(installation).pids;
  if (blow.victim === "supervisor" || blow.victim === "everything")
    return strikeAll(installation, blow.victim);
  const role = roleOf(blow.victim, blow.n, ring);
  const pid = before[role];
  if (typeof pid !== "number") throw new Error(`no process is known as ${role}`);
  const at = Date.now();
  killNow([pid]);
  await backAgain(installation, role, pid);
  return { victim: role, at, left: [] };
}

async function strikeAll(installation: Installation, victim: "supervisor" | "everything"): Promise<Struck> {
  const { supervisorPid, stateDir } = installation;
  const family = familyOf(supervisorPid);
  const at = Date.now();
  killNow(victim === "supervisor" ? [supervisorPid] : family.map(({ pid }) => pid));
  const left = await leftBehind(family, [stateDir, chooseRunRoot(stateDir)], NOTHING_LEFT_WITHIN_MS);
  await installation.start();
  return { victim, at, left };
}

function roleOf(victim: Exclude<Victim, "supervisor" | "everything">, n: number, ring: Ring | null): string {
  if (victim !== "pbx") return victim;
  return ring?.pbxId ?? `pbx-${(n % 2) + 1}`;
}

/** The supervisor has written down another process for the role. */
async function backAgain(installation: Installation, role: string, pid: number): Promise<void> {
  for (const giveUpAt = Date.now() + BACK_WITHIN_MS; Date.now() < giveUpAt; await wait(LOOK_EVERY_MS)) {
    const now = installation.ready()?.pids[role];
    if (now !== undefined && now !== pid) return;
  }
  throw new Error(
    `${role} was killed and was not started again within ${BACK_WITHIN_MS / 1000} s:\n${installation.log()}`,
  );
}

function readyOf(installation: Installation): Ready {
  const ready = installation.ready();
  if (ready === null) throw new Error("the installation is not ready");
  return ready;
}
