import { decideLine } from "../decide.ts";
import type { LineState, WaitingAttempt } from "../line.ts";

/** What becomes of the line's next call. */
export interface CallModel {
  /** Until then it takes further attempts in. */
  answeredAfterSeconds: number;
  endsAfterSeconds: number;
  /** The line was busy with a ghost: its attempts wait again, not before ten more seconds. */
  ghost: boolean;
}

/** An attempt and the moment it comes. */
export type Arrival = WaitingAttempt & { comesAt: number };

export interface Call {
  callId: string;
  startedAt: number;
  endedAt: number;
  organizationId: string;
  attempts: WaitingAttempt[];
  /** The line's last end at the start, for the cooldown. */
  before: LineState["lastEnded"];
}

/** After a ghost leg (the PhoneLine's own wait). */
const GHOST_MS = 10_000;
const MOST_MOMENTS = 5000;

/** One number on a virtual clock. Throws when the line is decided against its own rules. */
export class LineSimulation {
  now = 0;
  readonly calls: Call[] = [];
  readonly held: {
    at: number;
    reason: string;
    until: number | null;
    line: LineState;
    waiting: WaitingAttempt[];
  }[] = [];
  waiting: WaitingAttempt[] = [];
  #live: (Call & CallModel) | null = null;
  #lastEnded: LineState["lastEnded"] = null;
  #arrivals: Arrival[];
  readonly #models: readonly CallModel[];
  #wakeAt: number | null = null;

  constructor(arrivals: readonly Arrival[], models: readonly CallModel[]) {
    this.#arrivals = arrivals.toSorted((a, b) => a.comesAt - b.comesAt);
    this.#models = models;
  }

  /** Runs until nothing is left to happen. */
  run(): this {
    for (let moments = 0; moments < MOST_MOMENTS; moments += 1) {
      const next = this.#next();
      if (next === null) return this;
      this.now = Math.max(this.now, next);
      this.#takeArrivals();
      this.#endCall();
      this.#decide();
    }
    throw new Error("the line never comes to rest");
  }

  get state(): LineState {
    const live = this.#live;
    const absorbs = live !== null && this.now < live.startedAt + live.answeredAfterSeconds * 1000;
    return {
      live: live === null ? null : { callId: live.callId, organizationId: live.organizationId, absorbs },
      lastEnded: this.#lastEnded,
      recentStarts: this.calls
        .map(({ startedAt, attempts }) => ({
          at: startedAt,
          organizationId: attempts[0]?.organizationId ?? "",
        }))
        .filter(({ at }) => at > this.now - 180_000),
    };
  }

  #next(): number | null {
    const moments = [this.#arrivals[0]?.comesAt, this.#live?.endedAt, this.#wakeAt ?? undefined].filter(
      (at) => at !== undefined,
    );
    return moments.length === 0 ? null : Math.min(...moments);
  }

  #takeArrivals(): void {
    this.waiting.push(...this.#arrivals.filter(({ comesAt }) => comesAt <= this.now));
    this.#arrivals = this.#arrivals.filter(({ comesAt }) => comesAt > this.now);
  }

  #endCall(): void {
    const live = this.#live;
    if (live === null || live.endedAt > this.now) return;
    this.#live = null;
    if (live.ghost)
      this.waiting.push(...live.attempts.map((attempt) => ({ ...attempt, notBefore: this.now + GHOST_MS })));
    else this.#lastEnded = { at: this.now, organizationId: live.organizationId };
  }

  #decide(): void {
    this.#wakeAt = null;
    const line = this.state;
    const decision = decideLine(line, this.waiting, this.now);
    switch (decision.kind) {
      case "idle":
        return;
      case "displace":
        throw new Error("no drill is on this line");
      case "hold":
        if (decision.until === null && this.#live === null) throw new Error("held for ever");
        if (decision.until !== null && decision.until <= this.now)
          throw new Error("held until a moment that is over");
        this.#wakeAt = decision.until;
        this.held.push({
          at: this.now,
          reason: decision.reason,
          until: decision.until,
          line,
          waiting: [...this.waiting],
        });
        return;
      case "join":
        this.#live?.attempts.push(...this.#take(decision.attemptIds));
        return this.#decide();
      case "start":
        this.#start(this.#take(decision.attemptIds));
        return this.#decide();
    }
  }

  #start(attempts: WaitingAttempt[]): void {
    const model = this.#models[this.calls.length] ?? {
      answeredAfterSeconds: 5,
      endsAfterSeconds: 20,
      ghost: false,
    };
    const first = attempts[0];
    if (this.#live !== null || first === undefined)
      throw new Error("started although a call is live, or for nobody");
    const call: Call = {
      callId: `cal_${this.calls.length + 1}`,
      startedAt: this.now,
      endedAt: this.now + model.endsAfterSeconds * 1000,
      organizationId: first.organizationId,
      attempts,
      before: this.#lastEnded,
    };
    this.calls.push(call);
    this.#live = { ...call, ...model };
  }

  #take(attemptIds: readonly string[]): WaitingAttempt[] {
    const taken = attemptIds.flatMap((id) => this.waiting.filter(({ attemptId }) => attemptId === id));
    if (taken.length !== attemptIds.length)
      throw new Error("an attempt that does not wait was taken, or one twice");
    this.waiting = this.waiting.filter((attempt) => !taken.includes(attempt));
    return taken;
  }
}
