import type { Alert, Attempt } from "../alerts/alert.ts";
import type { AlertEffect, AlertEvent } from "../alerts/events.ts";
import type { StepResult } from "../alerts/step.ts";
import type { TimelineFact } from "../alerts/timeline.ts";
import { refusedByDesk, RehearsalLine } from "./rehearsal-line.ts";
import type { Fate, LineNews, RehearsedCall } from "./rehearsal-line.ts";

/** The alert's state machine with everything that it asks of the world, as its Desk runs it. */
export interface Machine {
  start(now: number): StepResult;
  /** May change the alert that it is given: the rehearsal keeps none but the latest. */
  step(alert: Alert, event: AlertEvent, now: number): StepResult;
}

/** The telephones that the plan rings. */
export interface Telephones {
  /** The number of a phone: phones of one number are one line. */
  numberOf(phoneId: string): string;
  /** What becomes of the call for an attempt. */
  fateOf(attempt: Attempt, ringSeconds: number): Fate;
}

export interface Rehearsal {
  /** The timeline; times are milliseconds since the epoch. */
  lines: { at: number; fact: TimelineFact }[];
  /** Calls in the order in which they ring, one entry an attempt. */
  calls: RehearsedCall[];
  alert: Alert;
  /** It was cut off: more calls than anybody reads. */
  cut: boolean;
}

/** Everybody of a large organization, a few times over. */
const MOST_CALLS = 300;
const MOST_MOMENTS = 10_000;

/** Every phone has a number of its own, rings at once and until its time is over, and nobody answers. */
export const NOBODY_ANSWERS: Telephones = {
  numberOf: (phoneId) => phoneId,
  fateOf: (_attempt, ringSeconds) => ({ outcome: "no_answer", seconds: ringSeconds }),
};

/**
 * What happens to an alert when nobody ever acknowledges it: the real state machine and the real rules of a telephone
 * line, on a virtual clock. Every call is taken to ring at once. Pure; ends for any plan.
 * @param startsAt milliseconds since the epoch
 */
export function rehearse(
  machine: Machine,
  startsAt: number,
  telephones: Telephones = NOBODY_ANSWERS,
): Rehearsal {
  return new Stage(machine, startsAt, telephones).play();
}

type Order = Extract<AlertEffect, { kind: "dial" | "withdraw" }>;

class Stage {
  private readonly machine: Machine;
  private readonly telephones: Telephones;
  private now: number;
  private alert: Alert;
  private wakeAt: number | null = null;
  private readonly rehearsal: Pick<Rehearsal, "lines" | "calls"> = { lines: [], calls: [] };
  /** By number; whoever began or waited last comes last, so that of one moment's ends the first call's is told first. */
  private readonly lines = new Map<string, RehearsalLine>();
  /** Carried out after the whole timeline of the step that gave them, as a Desk does it after its commit. */
  private readonly orders: Order[] = [];

  constructor(machine: Machine, startsAt: number, telephones: Telephones) {
    this.machine = machine;
    this.telephones = telephones;
    this.now = startsAt;
    const first = machine.start(startsAt);
    this.alert = first.alert;
    this.take(first);
    this.carryOut();
  }

  play(): Rehearsal {
    for (let moments = 0; moments < MOST_MOMENTS; moments += 1) {
      const next = this.alert.closedAt === null ? this.next() : null;
      if (next === null) return { ...this.rehearsal, alert: this.alert, cut: false };
      if (this.rehearsal.calls.length >= MOST_CALLS) break;
      this.now = Math.max(this.now, next);
      this.happen();
    }
    return { ...this.rehearsal, alert: this.alert, cut: true };
  }

  private next(): number | null {
    let earliest = this.wakeAt ?? Infinity;
    for (const { nextAt } of this.lines.values()) if (nextAt !== null && nextAt < earliest) earliest = nextAt;
    return earliest === Infinity ? null : earliest;
  }

  /** What telephones tell comes before a tick of the same moment. */
  private happen(): void {
    const due = [...this.lines].filter(([, { nextAt }]) => nextAt !== null && nextAt <= this.now);
    for (const [number, line] of due) {
      this.putLast(number, line);
      this.tellAll(line.happen(this.now));
    }
    if (due.length === 0) this.send({ kind: "tick" });
    this.carryOut();
  }

  private send(event: AlertEvent): void {
    this.take(this.machine.step(this.alert, event, this.now));
  }

  private take({ alert, effects, wakeAt }: StepResult): void {
    this.alert = alert;
    this.wakeAt = wakeAt;
    for (const effect of effects) {
      if (effect.kind === "timeline") this.rehearsal.lines.push({ at: this.now, fact: effect.fact });
      // What is asked about is at its line: it waits there, or rings.
      else if (effect.kind !== "inquire") this.orders.push(effect);
    }
  }

  private carryOut(): void {
    for (let order = this.orders.shift(); order !== undefined; order = this.orders.shift()) {
      const { attemptId } = order;
      if (order.kind === "withdraw") this.tellAll(this.lineOf(order.phoneId).withdraw(attemptId, this.now));
      else this.dial(attemptId);
    }
  }

  private dial(attemptId: string): void {
    const attempt = this.alert.run.attempts.find(({ id }) => id === attemptId);
    if (attempt?.state !== "live") return;
    const { pass, step } = this.alert.run;
    const fate = this.telephones.fateOf(attempt, this.alert.plan.ringSeconds);
    const { severity, createdAt } = this.alert;
    const order = { attempt, pass, step, fate, alert: { severity, createdAt } };
    const refused = fate.refused !== undefined || fate.outcome === "bad_number";
    this.tellAll(
      refused ? refusedByDesk(order, this.now) : this.lineOf(attempt.phoneId).take(order, this.now),
    );
  }

  private lineOf(phoneId: string): RehearsalLine {
    const number = this.telephones.numberOf(phoneId);
    const line = this.lines.get(number) ?? new RehearsalLine();
    if (line.nextAt === null) this.putLast(number, line);
    return line;
  }

  private putLast(number: string, line: RehearsalLine): void {
    this.lines.delete(number);
    this.lines.set(number, line);
  }

  private tellAll(news: readonly LineNews[]): void {
    for (const { attemptId, callId, fact, call } of news) {
      if (call !== undefined) this.rehearsal.calls.push(call);
      if (fact !== null) this.send({ kind: "call", attemptId, callId, at: this.now, fact });
    }
  }
}
