import { AWAY_SECONDS, GATHER_SECONDS } from "@callping/domain/alerts/backlog";
import type { Timers } from "../timers.ts";
import type { LineParts } from "./parts.ts";
import type { LineStore } from "./store.ts";

/** Numbers that nobody rings before a moment: this line was away, and their Desks say first what is over. */
export interface Gathering {
  until: number;
  numbers: ReadonlySet<string>;
}

/** What a line that begins must gather: nothing, unless it has missed a moment that calls wait for. */
export function gatherIfAway(store: LineStore, timers: Timers): Gathering {
  const now = Date.now();
  const missed = timers.earliest();
  if (missed === null || now - missed <= AWAY_SECONDS * 1000) return { until: 0, numbers: new Set() };
  return { until: now + GATHER_SECONDS * 1000, numbers: new Set(store.openNumbers()) };
}

/** Whether a number waits. Then `timer` fires when it does no more. */
export function waitsToGather({ gathering, timers }: LineParts, number: string, timer: string): boolean {
  const { until, numbers } = gathering;
  if (until <= Date.now() || !numbers.has(number)) return false;
  timers.set(timer, until);
  return true;
}
