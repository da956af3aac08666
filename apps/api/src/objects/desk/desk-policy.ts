import { NO_OPERATOR_LISTS, type NumberPolicy } from "@callping/domain/numbers/policy";
import type { Env } from "../../env.ts";
import { loadNumberPolicy } from "../../services/numbers/load-policy.ts";

const FRESH_MS = 60_000;

/**
 * What operators refuse, as far as a Desk knows it: read from D1 beside the calls, never before one. What it read is good
 * for a minute. Without it a Desk goes by the built-in lists: the Fleet and the PBX's link, which every call passes after
 * it, are told of each change and refuse by it; old lists here would keep a call from a country that was switched on since.
 */
export class DeskPolicy {
  private readonly env: Pick<Env, "DB">;
  private readonly detach: (work: Promise<void>) => void;
  private known: NumberPolicy = NO_OPERATOR_LISTS;
  private readAt = -Infinity;
  private reading = false;

  constructor(env: Pick<Env, "DB">, detach: (work: Promise<void>) => void) {
    this.env = env;
    this.detach = detach;
  }

  current(now: number): NumberPolicy {
    if (now - this.readAt <= FRESH_MS) return this.known;
    if (!this.reading) this.detach(this.read());
    return NO_OPERATOR_LISTS;
  }

  private async read(): Promise<void> {
    this.reading = true;
    try {
      this.known = await loadNumberPolicy(this.env.DB);
      this.readAt = Date.now();
    } finally {
      this.reading = false;
    }
  }
}
