import { join } from "node:path";
import type { AriEvent } from "./ari-socket.ts";
import type { HandsetExchange, IncomingCall } from "./handset-exchange.ts";
import { audibleSeconds, likeness, readMuLaw, readWav } from "./hearing.ts";
import type { LiveFeed } from "./live-feed.ts";

/** What the person on a scripted handset did, when, by this process's clock. */
export interface CallDone {
  call: IncomingCall;
  answeredAt: number | null;
  endedAt: number;
  cause: number;
  /** Words heard, in order. */
  heard: string[];
}

export interface HandsetContext {
  exchange: HandsetExchange;
  feed: LiveFeed;
  /** The phone's id in the organization under test. */
  phoneId: string;
  recordings: string;
  prompts: string;
}

type Line = { call: IncomingCall; callId: string; ended: Promise<AriEvent>; cursor: number; answeredAt: number | null; heard: Spoken[] };
type Spoken = { words: string; audio_ids: string[] };
type Action = (line: Line) => Promise<void>;

/** Quieter or shorter than this is no speech: at least half the time the words need at 20 characters a second. */
const SLOWEST_CHARACTERS_A_SECOND = 40;
const HEARD_LIKENESS = 0.85;

/**
 * A phone conversation: `expectCall(number).hear(/database/).press("1").hear(/acknowledged/)`. Awaiting it waits for the
 * call, plays the person's part, and checks what reached the handset's ear.
 */
export class Handset implements PromiseLike<CallDone> {
  private readonly context: HandsetContext;
  private readonly number: string;
  private readonly actions: Action[] = [];
  private readonly arrived: Promise<IncomingCall>;
  private answers = true;

  constructor(context: HandsetContext, number: string) {
    this.context = context;
    this.number = number;
    this.arrived = new Promise((resolve) => context.exchange.answerFor(number, resolve));
  }

  /** Lets it ring for some seconds before anything else. */
  ringFor(seconds: number): this {
    this.actions.push(async ({ call }) => {
      await this.ari("POST", `channels/${call.channelId}/ring`);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    });
    return this;
  }

  /** Answers (if it has not) and listens until words that match were spoken to it. */
  hear(words: RegExp): this {
    this.actions.push(async (line) => {
      await this.answer(line);
      const { feed } = this.context;
      const spoken = await feed.find(`"${words.source}" to be spoken to ${this.number}`, ({ entry }) => {
        if (entry.kind !== "spoken" || entry.data.call_id !== line.callId || entry.seq <= line.cursor) return undefined;
        return words.test(entry.data.words) ? { seq: entry.seq, ...entry.data } : undefined;
      });
      line.cursor = spoken.seq;
      line.heard.push(spoken);
    });
    return this;
  }

  /** Presses keys, one after the other (RFC 4733 events of 150 ms). */
  press(keys: string): this {
    this.actions.push(async (line) => {
      await this.answer(line);
      await this.ari("POST", `channels/${line.call.channelId}/dtmf?dtmf=${encodeURIComponent(keys)}&duration=150&between=200`);
    });
    return this;
  }

  /** Does what a canned handset of the carrier does: `busy`, `rejects`, `voicemail` … by its number. */
  behavesLike(cannedNumber: string): this {
    this.answers = false;
    this.actions.push(async ({ call }) => {
      await this.ari("POST", `channels/${call.channelId}/continue`, { context: "handsets", extension: cannedNumber, priority: 1 });
    });
    return this;
  }

  /** Refuses with a SIP code. */
  refuse(sipCode: number): this {
    this.answers = false;
    this.actions.push(async ({ call }) => {
      await this.ari("POST", `channels/${call.channelId}/continue`, { context: "refuse", extension: String(sipCode), priority: 1 });
    });
    return this;
  }

  hangUp(): this {
    this.actions.push(async (line) => {
      await this.answer(line);
      await this.ari("DELETE", `channels/${line.call.channelId}`);
    });
    return this;
  }

  then<A = CallDone, B = never>(
    onDone?: ((done: CallDone) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.play().then(onDone, onError);
  }

  private async play(): Promise<CallDone> {
    const call = await this.withTimeout(this.arrived, 60_000, `a call to ${this.number}`);
    const ended = new Promise<AriEvent>((resolve) => {
      this.context.exchange.follow(call.channelId, (event) => {
        if (event.type === "ChannelDestroyed" || (event.type === "StasisEnd" && !this.answers)) resolve(event);
      });
    });
    const line: Line = { call, callId: "", ended, cursor: 0, answeredAt: null, heard: [] };
    if (this.answers) line.callId = await this.findCallId(call);
    for (const act of this.actions) await act(line);
    if (this.answers && line.answeredAt === null) await this.answer(line);
    const end = await this.withTimeout(ended, 90_000, `the call to ${this.number} to end`);
    if (line.heard.length > 0) this.checkEar(line);
    return { call, answeredAt: line.answeredAt, endedAt: Date.now(), cause: end.cause ?? 0, heard: line.heard.map((spoken) => spoken.words) };
  }

  /** CallPing's id of this call: the newest one placed to the phone. */
  private findCallId(call: IncomingCall): Promise<string> {
    const attempts = new Set<string>();
    return this.context.feed.find(`a call placed to ${this.number}`, ({ entry }) => {
      if (entry.kind === "attempt_started" && entry.data.phone_id === this.context.phoneId) attempts.add(entry.data.attempt_id);
      if (entry.kind !== "call_placed" || !attempts.has(entry.data.attempt_id)) return undefined;
      return Date.parse(entry.at) > call.invitedAt - 1_500 ? entry.data.call_id : undefined;
    });
  }

  private async answer(line: Line): Promise<void> {
    if (line.answeredAt !== null) return;
    line.answeredAt = Date.now();
    const { channelId } = line.call;
    await this.ari("POST", `channels/${channelId}/answer`);
    await this.ari("POST", `channels/${channelId}/record`, { name: channelId, format: "wav", ifExists: "overwrite", maxDurationSeconds: 180 });
  }

  /** The recording must hold every prompt that was said to be spoken, and enough sound for the words of the speech. */
  private checkEar(line: Line): void {
    const recording = readWav(join(this.context.recordings, `${line.call.channelId}.wav`));
    let needed = 0;
    for (const { words, audio_ids } of line.heard) {
      needed += words.length / SLOWEST_CHARACTERS_A_SECOND;
      for (const id of audio_ids.filter((audio) => audio.includes("/"))) {
        const found = likeness(recording, readMuLaw(join(this.context.prompts, `${id}.ulaw`)));
        if (found < HEARD_LIKENESS) throw new Error(`${this.number} did not hear the prompt ${id}: likeness ${found.toFixed(2)}`);
      }
    }
    const audible = audibleSeconds(recording);
    if (audible < needed) throw new Error(`${this.number} heard ${audible.toFixed(1)} s of sound where the words need ${needed.toFixed(1)} s`);
  }

  private async ari(method: "POST" | "DELETE", uri: string, body?: Record<string, unknown>): Promise<void> {
    const answer = await this.context.exchange.ari().request(method, uri, body);
    if (answer.status >= 300) throw new Error(`the carrier answered ${answer.status} to ${method} ${uri}: ${JSON.stringify(answer.body)}`);
  }

  private async withTimeout<T>(promise: Promise<T>, withinMs: number, what: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`waited ${withinMs} ms in vain for ${what}`)), withinMs);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
