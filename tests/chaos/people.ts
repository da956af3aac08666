import { EventEmitter, once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { HandsetExchange, IncomingCall } from "../harness/handset-exchange.ts";
import type { Random } from "./random.ts";

/** One INVITE that reached the carrier, and what the person did with it. */
export interface Ring {
  number: string;
  legId: string;
  pbxId: string;
  /** The line was free; else the carrier refused it as engaged and nobody heard it. */
  free: boolean;
  at: number;
  answeredAt: number | null;
  pressedAt: number | null;
}

export type Stage = "ringing" | "answered" | "pressing" | "pressed";

/** A key that changed nothing is pressed again, as a person would. */
const MOST_PRESSES = 2;
const PRESS_AGAIN_MS = 6_000;
const KEY_MS = 150;

/** Everybody who can be rung: answers after a short ring, listens for about a second, presses 1. */
export class People {
  readonly rings: Ring[] = [];
  /** Calls that a kill tore away from under the person. */
  torn = 0;
  private readonly exchange: HandsetExchange;
  private readonly random: Random;
  private readonly stages = new EventEmitter();

  constructor(exchange: HandsetExchange, random: Random, numbers: readonly string[]) {
    this.exchange = exchange;
    this.random = random;
    this.stages.setMaxListeners(0);
    exchange.onInvite = (call) => this.note(call);
    for (const number of numbers) this.wait(number);
  }

  /** The next time a number's call gets that far. Rejects after `withinMs`. */
  async stage(number: string, stage: Stage, withinMs: number): Promise<Ring> {
    const [ring] = (await once(this.stages, `${stage} ${number}`, {
      signal: AbortSignal.timeout(withinMs),
    })) as [Ring];
    return ring;
  }

  private wait(number: string): void {
    this.exchange.answerFor(number, (call) => {
      this.wait(number);
      this.play(call).catch(() => (this.torn += 1));
    });
  }

  private note(call: IncomingCall): void {
    const { number, legId, pbxId, free } = call;
    this.rings.push({ number, legId, pbxId, free, at: Date.now(), answeredAt: null, pressedAt: null });
  }

  private async play(call: IncomingCall): Promise<void> {
    const ring = this.rings.findLast((candidate) => candidate.legId === call.legId && candidate.free);
    if (ring === undefined) throw new Error(`an INVITE of ${call.number} was not noted`);
    const over = new Promise<"over">((resolve) => {
      this.exchange.follow(call.channelId, (event) => event.type === "StasisEnd" && resolve("over"));
    });
    this.stages.emit(`ringing ${call.number}`, ring);
    await this.exchange.do("POST", `channels/${call.channelId}/ring`);
    await wait(this.random.between(300, 900));
    await this.exchange.do("POST", `channels/${call.channelId}/answer`);
    ring.answeredAt = Date.now();
    this.stages.emit(`answered ${call.number}`, ring);
    await wait(this.random.between(900, 1_500));
    for (let press = 0; press < MOST_PRESSES; press += 1) {
      this.stages.emit(`pressing ${call.number}`, ring);
      await this.exchange.do("POST", `channels/${call.channelId}/dtmf?dtmf=1&duration=${KEY_MS}`);
      await wait(KEY_MS);
      ring.pressedAt ??= Date.now();
      this.stages.emit(`pressed ${call.number}`, ring);
      if ((await Promise.race([over, wait(PRESS_AGAIN_MS)])) === "over") return;
    }
    // Silence: its PBX is gone, and nobody holds a dead line for ever.
    await this.exchange.do("DELETE", `channels/${call.channelId}`);
  }
}
