import { callStep, startCall } from "../call-step.ts";
import type {
  CallEffect,
  CallEvent,
  CallState,
  CallStepResult,
  CallTimer,
  SpeechState,
} from "../call-state.ts";
import type { Audio, CallScript } from "../script-types.ts";

const prompt = (id: string): Audio => ({ kind: "prompt", id: `en/${id}`, words: id });

export const testScript: CallScript = {
  language: "en",
  keyMap: "default",
  message: [{ kind: "speech", id: "s1", words: "message", url: "https://audio.example/s1.wav" }],
  fallback: [prompt("caller"), prompt("critical"), prompt("details")],
  menu: [prompt("menu")],
  confirmations: {
    acknowledged: [prompt("acknowledged")],
    alreadyAcknowledged: [prompt("already")],
    escalated: [prompt("escalated")],
    snoozed: [prompt("snoozed")],
    resolved: [prompt("resolved")],
    optOutConfirm: [prompt("opt-out-confirm")],
    optedOut: [prompt("opted-out")],
    help: [prompt("help")],
    wrongKey: [prompt("wrong-key")],
    notRecorded: [prompt("not-recorded")],
    closed: [prompt("closed")],
  },
  listenSeconds: 60,
};

/** A call on a virtual clock: effects become a readable log, timers fire when time passes them. */
export class Conversation {
  readonly log: string[] = [];
  state: CallState;
  now = 1_000_000;
  readonly script: CallScript;
  readonly #timers = new Map<CallTimer, number>();

  constructor(script: CallScript = testScript, speech: SpeechState = "ready") {
    this.script = script;
    const first = startCall(script, { speech, playbackPrefix: "leg-1", answeredAt: this.now }, this.now);
    this.state = first.state;
    this.#take(first);
  }

  event(event: CallEvent): this {
    this.#take(callStep(this.script, this.state, event, this.now));
    return this;
  }

  key(digit: string): this {
    return this.event({ kind: "key", digit });
  }

  verdict(
    recorded: boolean,
    meaning: "acknowledge" | "escalate" | "snooze" | "resolve" | "opt_out",
    by: string | null = null,
  ): this {
    return this.event({ kind: "verdict", verdict: { recorded, meaning, already_by: by } });
  }

  /** What is playing starts and ends. */
  heard(failed = false): this {
    const id = this.state.playback?.id;
    if (id === undefined) throw new Error(`nothing is playing in stage ${this.state.stage}`);
    this.event({ kind: "playback_started", playbackId: id, at: this.now + 20 });
    return this.event({ kind: "playback_finished", playbackId: id, failed });
  }

  /** Lets time pass, firing what comes due, in order. */
  wait(seconds: number): this {
    const until = this.now + seconds * 1000;
    for (let due = this.#nextDue(); due !== undefined && due[1] <= until; due = this.#nextDue()) {
      this.now = due[1];
      this.#timers.delete(due[0]);
      this.event({ kind: "timer", timer: due[0] });
    }
    this.now = until;
    return this;
  }

  /** The log since the last call. */
  take(): string[] {
    return this.log.splice(0);
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  #nextDue(): [CallTimer, number] | undefined {
    return [...this.#timers].toSorted((a, b) => a[1] - b[1])[0];
  }

  #take(result: CallStepResult): void {
    this.state = result.state;
    for (const effect of result.effects) this.#apply(effect);
  }

  #apply(effect: CallEffect): void {
    if (effect.kind === "setTimer") this.#timers.set(effect.timer, effect.at);
    else if (effect.kind === "clearTimer") this.#timers.delete(effect.timer);
    else this.log.push(describeEffect(effect));
  }
}

function describeEffect(effect: Exclude<CallEffect, { kind: "setTimer" | "clearTimer" }>): string {
  switch (effect.kind) {
    case "play":
      return `play ${effect.audio.map((piece) => piece.words).join("+")}`;
    case "report":
      return effect.fact.kind === "key"
        ? `key ${effect.fact.digit} ${effect.fact.meaning}`
        : `spoken ${effect.fact.words} ${effect.fact.answer_to_speech_ms}`;
    case "stopPlayback":
    case "hangup":
    case "over":
      return effect.kind;
  }
}
