import type { Fate } from "../rehearsal-line.ts";
import type { Alert, Attempt } from "../../alerts/alert.ts";
import { mayRing } from "../../alerts/attempts.ts";
import type { AlertEffect, AlertEvent, CallFact } from "../../alerts/events.ts";
import type { Silences } from "../../alerts/silences.ts";
import type { TimelineFact } from "../../alerts/timeline.ts";
import { freezeDeeply } from "../../alerts/testing/freeze.ts";
import type { Outcome } from "../../calls/outcomes.ts";
import type { Machine, Telephones } from "../rehearse.ts";
import { endedBy, type LineHost, type MadeCall, PlatformLine } from "./platform-line.ts";

/** What is asked beside the state machine at the moment of a call. */
export interface World extends Machine {
  silences(now: number): Silences;
}

type Coming = { at: number; place: number; happen: () => void };

const MOST_EVENTS = 50_000;

/**
 * A Desk and its PhoneLines on a virtual clock, written after `objects/desk` and `objects/phone-line` and knowing nothing
 * of the rehearsal: orders are delivered after the step that gave them, lines keep rows, each asks `decideLine` anew.
 */
export class Platform implements LineHost {
  now: number;
  alert: Alert;
  readonly timeline: { at: number; fact: TimelineFact }[] = [];
  readonly calls: MadeCall[] = [];
  private readonly world: World;
  private readonly telephones: Telephones;
  private readonly lines = new Map<string, PlatformLine>();
  private coming: Coming[] = [];
  private wakeAt: number | null;
  private place = 0;

  constructor(world: World, startsAt: number, telephones: Telephones) {
    this.world = world;
    this.telephones = telephones;
    this.now = startsAt;
    const first = world.start(startsAt);
    this.alert = first.alert;
    this.wakeAt = first.wakeAt;
    this.take(first.effects);
  }

  /** Until the alert is closed, or so many calls were made, and everything of that moment has happened. */
  run(mostCalls = Infinity): this {
    for (let events = 0; events < MOST_EVENTS; events += 1) {
      const next = this.coming.toSorted((a, b) => a.at - b.at || a.place - b.place)[0];
      const at = Math.min(next?.at ?? Infinity, this.wakeAt ?? Infinity);
      const isOver = this.alert.closedAt !== null || this.calls.length >= mostCalls;
      if (at === Infinity || (isOver && at > this.now)) return this;
      this.now = Math.max(this.now, at);
      if (next === undefined || next.at > this.now) this.send({ kind: "tick" });
      else {
        this.coming = this.coming.filter((one) => one !== next);
        next.happen();
      }
    }
    throw new Error("the platform never comes to rest");
  }

  after(seconds: number, happen: () => void): void {
    this.place += 1;
    this.coming.push({ at: this.now + seconds * 1000, place: this.place, happen });
  }

  report(attemptId: string, callId: string, fact: CallFact): void {
    this.send({ kind: "call", attemptId, callId, at: this.now, fact });
  }

  private send(event: AlertEvent): void {
    const { alert, effects, wakeAt } = this.world.step(freezeDeeply(this.alert), event, this.now);
    this.alert = alert;
    this.wakeAt = wakeAt;
    this.take(effects);
  }

  private take(effects: readonly AlertEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === "timeline") this.timeline.push({ at: this.now, fact: effect.fact });
      else this.after(0, () => this.deliver(effect));
    }
  }

  private deliver(order: Exclude<AlertEffect, { kind: "timeline" }>): void {
    const attempt = this.alert.run.attempts.find(({ id }) => id === order.attemptId);
    if (order.kind === "withdraw") return this.lineOf(order.phoneId).withdraw(order.attemptId);
    if (order.kind === "inquire" || attempt === undefined) return;
    const fate = this.telephones.fateOf(attempt, this.alert.plan.ringSeconds);
    const rings = attempt.state === "live" && mayRing(this.alert, attempt, this.world.silences(this.now));
    if (!rings) return this.refuse(attempt, "cancelled");
    if (fate.outcome === "bad_number") return this.refuse(attempt, "bad_number", fate.refused);
    this.lineOf(attempt.phoneId).accept(attempt, this.alert, fate);
  }

  /** The Desk itself knows that it must not ring. */
  private refuse(attempt: Attempt, outcome: Outcome, refused?: Fate["refused"]): void {
    const { id: attemptId, phoneId } = attempt;
    if (outcome === "bad_number")
      this.calls.push({ attemptId, phoneId, ringsAt: this.now, endsAt: this.now, outcome, shared: false });
    this.report(attemptId, attemptId, { ...endedBy(outcome), ...(refused !== undefined && { refused }) });
  }

  private lineOf(phoneId: string): PlatformLine {
    const number = this.telephones.numberOf(phoneId);
    const line = this.lines.get(number) ?? new PlatformLine(this);
    this.lines.set(number, line);
    return line;
  }
}
