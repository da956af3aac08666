import { setTimeout as wait } from "node:timers/promises";
import type { Installation } from "../harness/installation.ts";
import type { Blow, Moment } from "./blows.ts";
import type { Finding } from "./judge.ts";
import type { People, Ring, Stage } from "./people.ts";
import type { Round } from "./run.ts";
import { strike } from "./strike.ts";
import type { Traffic } from "./traffic.ts";

export interface Field {
  installation: Installation;
  people: People;
  traffic: Traffic;
}

/** Where a call must have got to for a moment. */
const STAGE_OF: Partial<Record<Moment, Stage>> = {
  ringing: "ringing",
  speaking: "answered",
  key: "pressing",
  acknowledging: "pressed",
};
/** Should the moment not come, the blow falls all the same: a webhook may be waiting for the recovery of the last one. */
const MOMENT_WITHIN_MS = 15_000;
const RINGS_WITHIN_MS = 60_000;
/** A killed process works on for some milliseconds, and its children until it is gone: what it accepts then is no recovery. */
const DEAD_AFTER_MS = 150;

/** Waits for the moment, kills, and measures how long it takes until a webhook sent after the kill makes a phone ring. */
export async function tryBlow(
  { installation, people, traffic }: Field,
  blow: Blow,
): Promise<{ round: Round; found: Finding[] }> {
  const ring = await untilMoment(people, traffic, blow.moment);
  await wait(blow.delayMs);
  const struck = strike(installation, blow, ring);
  const canary = wait(DEAD_AFTER_MS).then(() => rings(people, traffic));
  const { victim, at, left } = await struck;
  const rangAt = await canary;
  const recoverySeconds = rangAt === null ? null : Math.max(0, rangAt - at) / 1000;
  const found = left.map((text): Finding => ({ kind: "left", round: blow.n, text: `left behind: ${text}` }));
  if (rangAt === null)
    found.push({
      kind: "lost",
      round: blow.n,
      text: `nobody was rung within ${RINGS_WITHIN_MS / 1000} s of the kill`,
    });
  return { round: { blow, victim, recoverySeconds, accepted: 0, acknowledged: 0 }, found };
}

async function untilMoment(people: People, traffic: Traffic, moment: Moment): Promise<Ring | null> {
  const stage = STAGE_OF[moment];
  let reached: Promise<Ring | null> = Promise.resolve(null);
  const { accepted } = await traffic.sendOne((number) => {
    if (stage !== undefined) reached = orNull(people.stage(number, stage, MOMENT_WITHIN_MS));
  });
  if (moment === "before INVITE") await Promise.race([accepted, wait(MOMENT_WITHIN_MS)]);
  return reached;
}

async function rings(people: People, traffic: Traffic): Promise<number | null> {
  let rang: Promise<Ring | null> = Promise.resolve(null);
  await traffic.sendOne((number) => (rang = orNull(people.stage(number, "ringing", RINGS_WITHIN_MS))));
  return (await rang)?.at ?? null;
}

/** The time ran out: that is an answer here. */
async function orNull(ring: Promise<Ring>): Promise<Ring | null> {
  try {
    return await ring;
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") return null;
    throw error;
  }
}
