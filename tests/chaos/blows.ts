import type { Random } from "./random.ts";

/** What is killed, always by SIGKILL. `supervisor` and `everything` must leave no process; the rest must come back by itself. */
export const VICTIMS = ["path", "side", "pbx", "runtime", "supervisor", "everything"] as const;
export type Victim = (typeof VICTIMS)[number];

/** When, in the life of one webhook. */
export const MOMENTS = [
  "before 202",
  "before INVITE",
  "ringing",
  "speaking",
  "key",
  "acknowledging",
] as const;
export type Moment = (typeof MOMENTS)[number];

/** How long after the moment's event the blow falls, in milliseconds. */
const DELAYS_MS: Record<Moment, { from: number; to: number }> = {
  // From the moment the request is sent; it is answered within some 10 ms.
  "before 202": { from: 0, to: 8 },
  // From the 202; the INVITE follows within some 10 ms.
  "before INVITE": { from: 0, to: 10 },
  ringing: { from: 0, to: 300 },
  speaking: { from: 50, to: 800 },
  // From the first millisecond of the tone, which lasts 150 ms.
  key: { from: 0, to: 150 },
  // From the end of the tone: the verdict, the confirmation, the hang-up.
  acknowledging: { from: 0, to: 1_500 },
};

export interface Blow {
  n: number;
  victim: Victim;
  moment: Moment;
  delayMs: number;
}

/** Each six blows hit every victim once and every moment once, in an order of the seed. */
export function planBlows(count: number, random: Random): Blow[] {
  const blows: Blow[] = [];
  while (blows.length < count) {
    const moments = random.shuffled(MOMENTS);
    for (const [index, victim] of random.shuffled(VICTIMS).entries()) {
      const moment = moments[index] ?? "ringing";
      const { from, to } = DELAYS_MS[moment];
      blows.push({ n: blows.length + 1, victim, moment, delayMs: random.between(from, to) });
    }
  }
  return blows.slice(0, count);
}
