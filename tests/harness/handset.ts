import { statSync } from "node:fs";
import { join } from "node:path";
import type { HandsetExchange, IncomingCall } from "./handset-exchange.ts";
import { audibleSeconds, readMuLaw, readWav, SAMPLES_A_SECOND, shareHeard } from "./hearing.ts";
import type { LiveFeed } from "./live-feed.ts";

/** What the person on a scripted handset did, when, by this process's clock. */
export interface CallDone {
  call: IncomingCall;
  answeredAt: number | null;
  /** By the carrier's clock, which is this machine's: when the call left the handset. */
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

type Line = {
  call: IncomingCall;
  callId: string;
  ended: Promise<number>;
  cursor: number;
  answeredAt: number | null;
  heard: Spoken[];
};
type Spoken = { words: string; audio_ids: string[] };
type Action = (line: Line) => Promise<void>;

/** The embedded voice speaks about eleven characters a second. */
const SPOKEN_CHARACTERS_A_SECOND = 12;
/** Words that take less sound than this were not spoken whole. */
const FASTEST_CHARACTERS_A_SECOND = 30;
/** A prompt with a fifth of its packets lost is still understood; of another prompt nothing is found. */
const HEARD_SHARE = 0.8;

/**
 * A phone conversation: `expectCall(number).hear(/database/).press("1").hear(/acknowledged/)`. The person plays its part
 * as soon as the call comes; `done()` waits for its end and for what reached the handset's ear.
 */
export class Handset {
  private readonly context: HandsetContext;
  private readonly number: string;
  private readonly actions: Action[] = [];
  private readonly arrived: Promise<IncomingCall>;
  private answers = true;
  private neverAnswers = false;
  private readonly played: Promise<CallDone>;
  /** A conversation that nobody waits for proves nothing: the stage fails the test. */
  waitedFor = false;

  constructor(context: HandsetContext, number: string) {
    this.context = context;
    this.number = number;
    this.arrived = new Promise((resolve) => context.exchange.answerFor(number, resolve));
    // The chain that builds the conversation runs to its end before this does.
    this.played = Promise.resolve().then(() => this.play());
    this.played.catch(() => context.exchange.stopAnswering(number));
  }

  /** Lets it ring for some seconds before anything else. */
  ringFor(seconds: number): this {
    this.actions.push(async ({ call }) => {
      await this.context.exchange.do("POST", `channels/${call.channelId}/ring`);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    });
    return this;
  }

  /** Rings and is never answered: the caller gives up, or the ring is stopped. */
  rings(): this {
    this.neverAnswers = true;
    this.actions.push(({ call }) => this.context.exchange.do("POST", `channels/${call.channelId}/ring`));
    return this;
  }

  /** Answers (if it has not) and listens until words that match were spoken to it. */
  hear(words: RegExp): this {
    this.actions.push(async (line) => {
      await this.answer(line);
      const { feed } = this.context;
      const spoken = await feed.find(`"${words.source}" to be spoken to ${this.number}`, ({ entry }) => {
        if (entry.kind !== "spoken" || entry.data.call_id !== line.callId || entry.seq <= line.cursor)
          return undefined;
        return words.test(entry.data.words) ? { seq: entry.seq, ...entry.data } : undefined;
      });
      line.cursor = spoken.seq;
      line.heard.push(spoken);
      await new Promise((resolve) => setTimeout(resolve, this.secondsOf(spoken) * 1000));
    });
    return this;
  }

  /** Presses keys, one after the other (RFC 4733 events of 150 ms). */
  press(keys: string): this {
    this.actions.push(async (line) => {
      await this.answer(line);
      await this.context.exchange.do(
        "POST",
        `channels/${line.call.channelId}/dtmf?dtmf=${encodeURIComponent(keys)}&duration=150&between=200`,
      );
    });
    return this;
  }

  /** Does what a canned handset of the carrier does: `busy`, `rejects`, `voicemail` … by its number. */
  behavesLike(cannedNumber: string): this {
    this.answers = false;
    this.actions.push(async ({ call }) => {
      await this.context.exchange.do("POST", `channels/${call.channelId}/continue`, {
        context: "handsets",
        extension: cannedNumber,
        priority: 1,
      });
    });
    return this;
  }

  /** Refuses with a SIP code. */
  refuse(sipCode: number): this {
    this.answers = false;
    this.actions.push(async ({ call }) => {
      await this.context.exchange.do("POST", `channels/${call.channelId}/continue`, {
        context: "refuse",
        extension: String(sipCode),
        priority: 1,
      });
    });
    return this;
  }

  hangUp(): this {
    this.actions.push(async (line) => {
      await this.answer(line);
      await this.context.exchange.do("DELETE", `channels/${line.call.channelId}`);
    });
    return this;
  }

  /** Resolves when the call is over and what was heard is checked; rejects with what went wrong. */
  done(): Promise<CallDone> {
    this.waitedFor = true;
    return this.played;
  }

  private async play(): Promise<CallDone> {
    const call = await this.withTimeout(this.arrived, 60_000, `a call to ${this.number}`);
    let cause = 0;
    const ended = new Promise<number>((resolve) => {
      this.context.exchange.follow(call.channelId, (event) => {
        cause = event.cause ?? cause;
        if (event.type === "StasisEnd") resolve(Date.parse(event.timestamp ?? ""));
      });
    });
    const line: Line = { call, callId: "", ended, cursor: 0, answeredAt: null, heard: [] };
    if (this.answers && !this.neverAnswers) line.callId = await this.findCallId(call);
    for (const act of this.actions) await act(line);
    if (this.answers && !this.neverAnswers && line.answeredAt === null) await this.answer(line);
    const endedAt = await this.withTimeout(ended, 90_000, `the call to ${this.number} to end`);
    if (line.heard.length > 0) await this.checkEar(line);
    return {
      call,
      answeredAt: line.answeredAt,
      endedAt,
      cause,
      heard: line.heard.map((spoken) => spoken.words),
    };
  }

  /** CallPing's id of this call: the newest one placed to the phone. */
  private findCallId(call: IncomingCall): Promise<string> {
    const attempts = new Set<string>();
    return this.context.feed.find(`a call placed to ${this.number}`, ({ entry }) => {
      if (entry.kind === "attempt_started" && entry.data.phone_id === this.context.phoneId)
        attempts.add(entry.data.attempt_id);
      if (entry.kind !== "call_placed" || !attempts.has(entry.data.attempt_id)) return undefined;
      return Date.parse(entry.at) > call.invitedAt - 1_500 ? entry.data.call_id : undefined;
    });
  }

  /** Rings, puts an ear to the line, and lifts: the ear must be there before the first word. */
  private async answer(line: Line): Promise<void> {
    if (line.answeredAt !== null) return;
    const { channelId } = line.call;
    const { exchange } = this.context;
    await exchange.do("POST", `channels/${channelId}/ring`);
    await exchange.recordEar(channelId);
    line.answeredAt = Date.now();
    await exchange.do("POST", `channels/${channelId}/answer`);
  }

  /** How long a person listens before acting on it: prompts to their end, speech about to its end. */
  private secondsOf({ words, audio_ids }: Spoken): number {
    const prompts = audio_ids.filter((id) => id.includes("/"));
    if (prompts.length === 0) return words.length / SPOKEN_CHARACTERS_A_SECOND;
    const bytes = prompts.map((id) => statSync(join(this.context.prompts, `${id}.ulaw`)).size);
    return bytes.reduce((sum, size) => sum + size, 0) / SAMPLES_A_SECOND;
  }

  /** The recording must hold every prompt that was said to be spoken, and enough sound for the words of the speech. */
  private async checkEar(line: Line): Promise<void> {
    await this.withTimeout(
      this.context.exchange.recordingFinished(line.call.channelId),
      5_000,
      "the recording of the handset's ear",
    );
    const recording = readWav(join(this.context.recordings, `${line.call.channelId}.wav`));
    let needed = 0;
    for (const { words, audio_ids } of line.heard) {
      needed += words.length / FASTEST_CHARACTERS_A_SECOND;
      // Of a pause there is nothing to hear.
      const prompts = audio_ids.filter((audio) => audio.includes("/") && !audio.startsWith("pause/"));
      for (const id of prompts) {
        const found = shareHeard(recording, readMuLaw(join(this.context.prompts, `${id}.ulaw`)));
        if (found < HEARD_SHARE)
          throw new Error(`${this.number} heard ${Math.round(found * 100)} % of the prompt ${id}`);
      }
    }
    const audible = audibleSeconds(recording);
    if (audible < needed)
      throw new Error(
        `${this.number} heard ${audible.toFixed(1)} s of sound where the words need ${needed.toFixed(1)} s`,
      );
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
