import type { Alert, ResolvePeople } from "../alert.ts";
import { mayRing } from "../attempts.ts";
import { AWAY_SECONDS } from "../backlog.ts";
import type { AlertEffect, AlertEvent } from "../events.ts";
import { type NewAlert, startAlert } from "../start.ts";
import { step, type StepResult } from "../step.ts";
import { NO_SILENCES, type Silences } from "../silences.ts";
import { type Calls, ended, type Told } from "./calls.ts";
import { type Directory, nameOf, newAlert, peopleIn } from "./examples.ts";
import { freezeDeeply } from "./freeze.ts";
import { START } from "./silences.ts";
import { BACKGROUND, inWords } from "./story.ts";

/** A moment at which ticks change nothing would be passed for ever; so many ticks in one millisecond never happen. */
const MOST_TICKS_A_MOMENT = 20;

export type Line = { seconds: number; words: string; effect: AlertEffect };
/** What happens at a moment: something is told of an attempt, or an order about it reaches the PhoneLine. */
type Coming = { at: number; order: number; attemptId: string; what: AlertEvent | "dial" | "withdraw" };

/** What goes wrong between the Desk and a PhoneLine about one attempt; its orders keep their order all the same. */
export interface Mishap {
  /** The Desk dies before it hands the order over, and does so so much later. */
  lateSeconds: number;
  /** Orders, and the end of the call, are told twice. */
  twice: boolean;
}

/** An alert, its PhoneLine and its alarm clock on a virtual clock: ticks come exactly at `wakeAt`, calls as scripted. */
export class Simulation {
  now = START;
  alert: Alert;
  wakeAt: number | null = null;
  readonly lines: Line[] = [];
  /** Attempts the PhoneLine has, and the call that serves each. */
  readonly live = new Map<string, { phoneId: string; callId: string }>();
  directory: Directory;
  /** What keeps phones silent, by the moment it is asked; nothing does unless a test says so. */
  silences: (now: number) => Silences = () => NO_SILENCES;
  readonly #calls: Calls;
  #coming: Coming[] = [];
  #order = 0;
  /** Attempts that wait at the PhoneLine for ever. */
  readonly #held = new Set<string>();
  readonly #dialled = new Map<string, number>();
  /** Attempts the PhoneLine ever had: it recognises a repeat. */
  readonly #known = new Set<string>();
  /** What goes wrong with each attempt in turn; nothing unless a test says so. */
  readonly mishaps: readonly Mishap[];
  readonly #unlucky = new Map<string, Mishap>();

  constructor(
    directory: Directory,
    calls: Calls,
    more: Partial<NewAlert> = {},
    silences?: (now: number) => Silences,
    mishaps: readonly Mishap[] = [],
  ) {
    this.mishaps = mishaps;
    this.directory = directory;
    this.#calls = calls;
    if (silences !== undefined) this.silences = silences;
    const first = startAlert(freezeDeeply(newAlert(more)), this.now, this.#people, this.silences(this.now));
    this.alert = first.alert;
    this.#take(first);
  }

  get seconds(): number {
    return (this.now - START) / 1000;
  }

  /** Something happens now. */
  send(event: AlertEvent): this {
    freezeDeeply(this.alert);
    if (event.kind === "attempt_lost" || (event.kind === "call" && event.fact.kind === "ended"))
      this.live.delete(event.attemptId);
    this.#take(step(this.alert, event, this.now, this.#people, this.silences(this.now)));
    return this;
  }

  /** A fact of an attempt's call, out of turn. */
  tell(attemptId: string, fact: Exclude<Told["fact"], "forgotten">): this {
    return this.send({ kind: "call", attemptId, callId: callIdOf(attemptId), at: this.now, fact });
  }

  /** Everything in memory is lost; what was written is read again, and everything due happens so much too late. */
  crash(lateSeconds: number): this {
    this.alert = JSON.parse(JSON.stringify(this.alert));
    this.now += lateSeconds * 1000;
    const late = this.wakeAt === null ? 0 : Math.round((this.now - this.wakeAt) / 1000);
    if (late > AWAY_SECONDS) this.send({ kind: "returned", lateSeconds: late });
    return this.wait(0);
  }

  /** Lets time pass: everything that is due happens in order. */
  wait(seconds: number): this {
    const until = this.now + seconds * 1000;
    let idle = 0;
    for (let next = this.#next(); next !== null && next <= until; next = this.#next()) {
      idle = next > this.now ? 0 : idle + 1;
      if (idle > MOST_TICKS_A_MOMENT) throw new Error(`time stands still at ${this.seconds} s`);
      this.now = Math.max(this.now, next);
      this.#happen();
    }
    this.now = until;
    return this;
  }

  /** Nothing is due any more: no call tells anything, and the alert asks for no tick. */
  get isOver(): boolean {
    return this.#next() === null && this.live.size === 0;
  }

  /** The timeline from `fromSeconds` on, in words, without what every call leaves; with what is stopped and asked. */
  story(fromSeconds = 0): string[] {
    return this.lines
      .filter(
        ({ seconds, words, effect }) =>
          seconds >= fromSeconds && effect.kind !== "dial" && !BACKGROUND.includes(words),
      )
      .map(({ seconds, words }) => `${Number(seconds.toFixed(2))} ${words}`);
  }

  /** When each of these words was said, in seconds. */
  when(words: string | RegExp): number[] {
    const fits = (line: Line): boolean =>
      typeof words === "string" ? line.words === words : words.test(line.words);
    return this.lines.filter(fits).map((line) => line.seconds);
  }

  readonly #people: ResolvePeople = (action) => freezeDeeply(peopleIn(this.directory)(action));

  #next(): number | null {
    const moments = [...this.#coming.map(({ at }) => at), ...(this.wakeAt === null ? [] : [this.wakeAt])];
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** One event: a call's fact before a tick of the same moment. */
  #happen(): void {
    const due = this.#coming
      .filter(({ at }) => at <= this.now)
      .toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
    if (due === undefined) return void this.send({ kind: "tick" });
    this.#coming = this.#coming.filter((coming) => coming !== due);
    if (due.what === "dial") this.#dial(due.attemptId);
    else if (due.what === "withdraw") this.#withdraw(due.attemptId);
    else this.send(due.what);
  }

  #take({ alert, effects, wakeAt }: StepResult): void {
    this.alert = alert;
    this.wakeAt = wakeAt;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: AlertEffect): void {
    switch (effect.kind) {
      case "timeline":
        if (effect.fact.kind === "exhausted" && this.live.size > 0)
          throw new Error("the alert is exhausted while a phone still rings");
        return this.#note(inWords(effect.fact), effect);
      case "dial":
        return this.#hand(effect.attemptId, "dial");
      case "withdraw":
        this.#note(`withdraw ${nameOf(effect.phoneId)}`, effect);
        return this.#hand(effect.attemptId, "withdraw");
      case "inquire":
        this.#note(`ask about ${nameOf(effect.phoneId)}`, effect);
        return this.#answer(effect.attemptId);
    }
  }

  #note(words: string, effect: AlertEffect): void {
    this.lines.push({ seconds: this.seconds, words, effect });
  }

  /** Hands an order to the PhoneLine: at once, or as the attempt's mishap has it. */
  #hand(attemptId: string, order: "dial" | "withdraw"): void {
    const mishap = this.#unlucky.get(attemptId) ?? this.mishaps[this.#unlucky.size];
    if (mishap === undefined) return order === "dial" ? this.#dial(attemptId) : this.#withdraw(attemptId);
    this.#unlucky.set(attemptId, mishap);
    for (const again of mishap.twice ? [0, 5] : [0]) this.#plan(attemptId, mishap.lateSeconds + again, order);
  }

  /** As `deliver.ts` does it: what must not ring any more is not rung, and its end is told. */
  #dial(attemptId: string): void {
    if (this.#known.has(attemptId)) return;
    const attempt = this.alert.run.attempts.find((candidate) => candidate.id === attemptId);
    if (attempt?.state !== "live" || !mayRing(this.alert, attempt, this.silences(this.now))) {
      this.#known.add(attemptId);
      if (this.#unlucky.has(attemptId)) return this.#schedule(attemptId, ended("cancelled", 0));
      throw new Error(`${attemptId} is dialled, and must not ring`);
    }
    this.#known.add(attemptId);
    const twice = [...this.live.values()].some(({ phoneId }) => phoneId === attempt.phoneId);
    if (this.live.has(attemptId) || twice) throw new Error(`${attempt.phoneId} rings twice at once`);
    const isQuestion = attempt.purpose === "reconfirm" && this.alert.state === "acknowledged";
    if (this.alert.state !== "triggered" && !isQuestion)
      throw new Error(`${attemptId} is dialled though the alert is ${this.alert.state}`);
    if (this.alert.run.snoozedUntil !== null) throw new Error(`${attemptId} is dialled in a snooze`);
    if (this.silences(this.now).maintenance !== null) throw new Error(`${attemptId} rings in maintenance`);
    const who = nameOf(attempt.phoneId);
    const times = (this.#dialled.get(who) ?? 0) + 1;
    this.#dialled.set(who, times);
    const callId = callIdOf(attemptId);
    this.live.set(attemptId, { phoneId: attempt.phoneId, callId });
    this.lines.push({ seconds: this.seconds, words: `dial ${who}`, effect: { kind: "dial", attemptId } });
    const script = this.#calls({ attemptId, callId, who, times });
    for (const told of script) this.#schedule(attemptId, told);
    const last = script[script.length - 1]?.fact;
    if (typeof last === "object" && last.kind === "held") this.#held.add(attemptId);
  }

  #withdraw(attemptId: string): void {
    this.#coming = this.#coming.filter(
      ({ attemptId: about, what }) => about !== attemptId || typeof what === "string",
    );
    if (this.live.has(attemptId)) this.#schedule(attemptId, ended("cancelled", 0.05));
  }

  /** An attempt that waits or still has something to tell is known; any other is not. */
  #answer(attemptId: string): void {
    if (this.#held.has(attemptId) || this.#coming.some((coming) => coming.attemptId === attemptId)) return;
    this.#schedule(attemptId, { afterSeconds: 0.01, fact: "forgotten" });
  }

  #schedule(attemptId: string, { afterSeconds, fact }: Told): void {
    const at = Math.round(this.now + afterSeconds * 1000);
    const event: AlertEvent =
      fact === "forgotten"
        ? { kind: "attempt_lost", attemptId }
        : { kind: "call", attemptId, callId: callIdOf(attemptId), at, fact };
    this.#plan(attemptId, afterSeconds, event);
    const isEnd = event.kind === "attempt_lost" || event.fact.kind === "ended";
    if (isEnd && this.#unlucky.get(attemptId)?.twice === true) this.#plan(attemptId, afterSeconds + 1, event);
  }

  #plan(attemptId: string, afterSeconds: number, what: Coming["what"]): void {
    this.#order += 1;
    const at = Math.round(this.now + afterSeconds * 1000);
    this.#coming.push({ at, order: this.#order, attemptId, what });
  }
}

function callIdOf(attemptId: string): string {
  return `cal_${attemptId.slice("att_".length)}`;
}
