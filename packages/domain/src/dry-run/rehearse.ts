import { type Alert, isSilent } from "../alerts/alert.ts";
import type { AlertEffect, AlertEvent } from "../alerts/events.ts";
import type { StepResult } from "../alerts/step.ts";
import type { TimelineFact } from "../alerts/timeline.ts";
import { RehearsalLine } from "./rehearsal-line.ts";
import type { LineNews, RehearsedCall } from "./rehearsal-line.ts";

/** The alert's state machine with everything that it asks of the world, as its Desk runs it. */
export interface Machine {
  start(now: number): StepResult;
  step(alert: Alert, event: AlertEvent, now: number): StepResult;
}

export interface Rehearsal {
  /** The timeline; times are milliseconds since the epoch. */
  lines: { at: number; fact: TimelineFact }[];
  /** Calls in the order in which they ring. */
  calls: RehearsedCall[];
  alert: Alert;
  /** It was cut off: more calls than anybody reads. */
  cut: boolean;
}

/** Everybody of a large organization, a few times over. */
const MOST_CALLS = 300;
const MOST_MOMENTS = 10_000;

/**
 * What happens to an alert when nobody ever answers: the real state machine and the real rules of a telephone line, on a
 * virtual clock. Every phone is taken to ring at once and until its time is over. Pure; ends for any plan.
 * @param startsAt milliseconds since the epoch
 */
export function rehearse(machine: Machine, startsAt: number): Rehearsal {
  return new Stage(machine, startsAt).play();
}

class Stage {
  private readonly machine: Machine;
  private now: number;
  private alert: Alert;
  private wakeAt: number | null = null;
  private readonly rehearsal: Pick<Rehearsal, "lines" | "calls"> = { lines: [], calls: [] };
  private readonly phones = new Map<string, RehearsalLine>();

  constructor(machine: Machine, startsAt: number) {
    this.machine = machine;
    this.now = startsAt;
    const first = machine.start(startsAt);
    this.alert = first.alert;
    this.take(first);
  }

  play(): Rehearsal {
    for (let moments = 0; moments < MOST_MOMENTS; moments += 1) {
      const next = this.next();
      if (next === null || this.isOver()) return { ...this.rehearsal, alert: this.alert, cut: false };
      if (this.rehearsal.calls.length >= MOST_CALLS) break;
      this.now = Math.max(this.now, next);
      this.happen();
    }
    return { ...this.rehearsal, alert: this.alert, cut: true };
  }

  private isOver(): boolean {
    return this.alert.closedAt !== null || isSilent(this.alert);
  }

  private next(): number | null {
    const moments = [...this.phones.values()].flatMap((phone) => phone.nextAt ?? []);
    if (this.wakeAt !== null) moments.push(this.wakeAt);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** What a telephone tells comes before a tick of the same moment. */
  private happen(): void {
    const phone = [...this.phones.values()].find(({ nextAt }) => nextAt !== null && nextAt <= this.now);
    if (phone === undefined) return this.send({ kind: "tick" });
    for (const news of phone.happen(this.now)) this.tell(news);
  }

  private send(event: AlertEvent): void {
    this.take(this.machine.step(this.alert, event, this.now));
  }

  private take({ alert, effects, wakeAt }: StepResult): void {
    this.alert = alert;
    this.wakeAt = wakeAt;
    for (const effect of effects) this.carryOut(effect);
  }

  private carryOut(effect: AlertEffect): void {
    switch (effect.kind) {
      case "timeline":
        this.rehearsal.lines.push({ at: this.now, fact: effect.fact });
        return undefined;
      case "dial":
        return this.dial(effect.attemptId);
      case "withdraw":
        for (const news of this.phone(effect.phoneId).withdraw(effect.attemptId, this.now)) this.tell(news);
        return undefined;
      case "inquire":
        return undefined; // Its line has it: it waits, or rings.
    }
  }

  private dial(attemptId: string): void {
    const attempt = this.alert.run.attempts.find(({ id }) => id === attemptId);
    if (attempt === undefined) return;
    const { pass, step } = this.alert.run;
    const order = { attempt, pass, step, ringSeconds: this.alert.plan.ringSeconds, alert: this.alert };
    for (const news of this.phone(attempt.phoneId).take(order, this.now)) this.tell(news);
  }

  private phone(phoneId: string): RehearsalLine {
    const known = this.phones.get(phoneId);
    if (known !== undefined) return known;
    const line = new RehearsalLine();
    this.phones.set(phoneId, line);
    return line;
  }

  private tell({ attemptId, callId, fact, call }: LineNews): void {
    if (call !== undefined) this.rehearsal.calls.push(call);
    this.send({ kind: "call", attemptId, callId, at: this.now, fact });
  }
}
