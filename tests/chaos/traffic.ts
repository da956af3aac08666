import { setTimeout as wait } from "node:timers/promises";
import type { Pool } from "./pool.ts";
import type { Random } from "./random.ts";
import { type Sent, startSending } from "./sender.ts";

const LEAST_PAUSE_MS = 300;
const MOST_PAUSE_MS = 2_000;
const LOOK_EVERY_MS = 100;

/** The monitoring tools: webhooks at odd moments, each to an organization of its own, and the ones that a blow is timed by. */
export class Traffic {
  readonly sent: Sent[] = [];
  /** Whose round it is. */
  round = 1;
  private readonly api: string;
  private readonly pool: Pool;
  private readonly random: Random;
  private readonly underWay: Promise<Sent>[] = [];
  private stopped = false;

  constructor(api: string, pool: Pool, random: Random) {
    this.api = api;
    this.pool = pool;
    this.random = random;
  }

  /** Sends until stopped. */
  async run(): Promise<void> {
    while (!this.stopped) {
      const member = this.pool.take(Date.now());
      if (member !== null) void this.send(member);
      await wait(this.random.between(LEAST_PAUSE_MS, MOST_PAUSE_MS));
    }
  }

  /** One webhook at once. Waits only for an organization that has rested. */
  async sendOne(
    onNumber: (number: string) => void = () => {},
  ): Promise<{ number: string; accepted: Promise<Sent> }> {
    for (;;) {
      const member = this.pool.take(Date.now());
      if (member !== null) {
        onNumber(member.number);
        return { number: member.number, accepted: this.send(member) };
      }
      await wait(LOOK_EVERY_MS);
    }
  }

  /** No more; resolves when every webhook has its answer. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.underWay);
  }

  private send(member: Parameters<typeof startSending>[1]): Promise<Sent> {
    const { sent, accepted } = startSending(this.api, member, this.round);
    this.sent.push(sent);
    this.underWay.push(accepted);
    return accepted;
  }
}
