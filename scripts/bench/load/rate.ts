import { setTimeout as wait } from "node:timers/promises";

import { monotonicMs } from "../clock.ts";
import type { Sent } from "./webhook.ts";

/** Sends at a fixed rate whatever the answers do (open loop): a slow product does not slow the load down. */
export async function sendAtRate(
  rate: number,
  seconds: number,
  send: (lateMs: number) => Promise<Sent>,
): Promise<Sent[]> {
  const startAt = monotonicMs() + 50;
  const sent: Promise<Sent>[] = [];
  for (let index = 0; index < Math.round(rate * seconds); index += 1) {
    const dueAt = startAt + (index * 1000) / rate;
    const early = dueAt - monotonicMs();
    if (early > 0) await wait(early);
    sent.push(send(Math.max(0, monotonicMs() - dueAt)));
  }
  return Promise.all(sent);
}
