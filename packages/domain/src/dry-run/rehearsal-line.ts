import type { Alert, Attempt } from "../alerts/alert.ts";
import type { CallFact } from "../alerts/events.ts";
import type { HoldReason } from "../alerts/timeline.ts";
import type { Outcome } from "../calls/outcomes.ts";
import { CALL_WINDOW_SECONDS, decideLine } from "../lines/decide.ts";
import type { LineState, WaitingAttempt } from "../lines/line.ts";

/** A call as it would be made. Times are milliseconds since the epoch. */
export interface RehearsedCall {
  attemptId: string;
  phoneId: string;
  memberId: string;
  memberName: string;
  label: string;
  pass: number;
  /** 0 is the rule's own action; k is the plan's k-th escalation step. */
  step: number;
  /** 1-based within the step. */
  n: number;
  ringsAt: number;
  endsAt: number;
  /** Why it rang later than the plan wanted, and when that was. */
  held: { reason: HoldReason; since: number } | null;
}

/** What the plan hands to a telephone. */
export interface Order {
  attempt: Attempt;
  alert: Alert;
  pass: number;
  step: number;
  ringSeconds: number;
}

/** What a line tells of an attempt; `call` when one begins. */
export interface LineNews {
  attemptId: string;
  callId: string;
  fact: CallFact;
  call?: RehearsedCall;
}

type Waiting = WaitingAttempt & { order: Order; held: RehearsedCall["held"] };

/** One alert has one organization; a line must be told some. */
const OWN = "own";

/** One telephone that nobody answers, by the same decisions as a PhoneLine's. */
export class RehearsalLine {
  private waiting: Waiting[] = [];
  private live: { attemptId: string; endsAt: number } | null = null;
  private lastEnded: LineState["lastEnded"] = null;
  private starts: number[] = [];
  private decideAt: number | null = null;

  /** When it has something to do next. */
  get nextAt(): number | null {
    return this.live === null ? this.decideAt : this.live.endsAt;
  }

  take(order: Order, now: number): LineNews[] {
    const { attempt, alert } = order;
    this.waiting.push({
      attemptId: attempt.id,
      organizationId: OWN,
      severity: alert.severity,
      ignoreCooldown: attempt.redial,
      notBefore: now,
      since: alert.createdAt,
      order,
      held: null,
    });
    return this.decide(now);
  }

  happen(now: number): LineNews[] {
    this.decideAt = null;
    const ended = this.live === null ? [] : this.end("no_answer", now);
    return [...ended, ...this.decide(now)];
  }

  withdraw(attemptId: string, now: number): LineNews[] {
    if (this.live?.attemptId === attemptId) return [...this.end("cancelled", now), ...this.decide(now)];
    const isWaiting = this.waiting.some((attempt) => attempt.attemptId === attemptId);
    this.waiting = this.waiting.filter((attempt) => attempt.attemptId !== attemptId);
    return isWaiting ? [ended(attemptId, "cancelled")] : [];
  }

  private decide(now: number): LineNews[] {
    const live = this.live && { callId: callOf(this.live.attemptId), organizationId: OWN, absorbs: false };
    this.starts = this.starts.filter((start) => start > now - CALL_WINDOW_SECONDS * 1000);
    const state = { live, lastEnded: this.lastEnded, recentStarts: this.starts };
    const decision = decideLine(state, this.waiting, now);
    switch (decision.kind) {
      case "idle":
      case "join":
      case "displace":
        return [];
      case "hold":
        this.decideAt = decision.until;
        return this.hold(decision.reason, decision.until, now);
      case "start":
        return this.start(decision.attemptIds[0] ?? "", now);
    }
  }

  private hold(reason: HoldReason, until: number | null, now: number): LineNews[] {
    return this.waiting.flatMap((waiting): LineNews[] => {
      if (waiting.held?.reason === reason) return [];
      waiting.held = { reason, since: waiting.held?.since ?? now };
      const { attemptId } = waiting;
      return [{ attemptId, callId: attemptId, fact: { kind: "held", reason, until } }];
    });
  }

  private start(attemptId: string, now: number): LineNews[] {
    const waiting = this.waiting.find((attempt) => attempt.attemptId === attemptId);
    if (waiting === undefined) return [];
    this.waiting = this.waiting.filter((attempt) => attempt !== waiting);
    const { attempt, pass, step, ringSeconds } = waiting.order;
    const endsAt = now + ringSeconds * 1000;
    this.live = { attemptId, endsAt };
    this.starts.push(now);
    const { phoneId, memberId, memberName, label, n } = attempt;
    const person = { attemptId, phoneId, memberId, memberName, label };
    const call = { ...person, pass, step, n, ringsAt: now, endsAt, held: waiting.held };
    const leg = { leg_id: "", pbx_id: "", trunk_id: "", early_media: false };
    const data = { attempt_id: attemptId, call_id: callOf(attemptId), ...leg };
    const fact: CallFact = { kind: "note", fact: { kind: "ringing", data } };
    return [{ attemptId, callId: callOf(attemptId), fact, call }];
  }

  private end(outcome: Outcome, now: number): LineNews[] {
    const attemptId = this.live?.attemptId ?? "";
    this.live = null;
    this.lastEnded = { at: now, organizationId: OWN };
    return [ended(attemptId, outcome)];
  }
}

function callOf(attemptId: string): string {
  return `cal_${attemptId.slice("att_".length)}`;
}

function ended(attemptId: string, outcome: Outcome): LineNews {
  const fact: CallFact = { kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0 };
  return { attemptId, callId: callOf(attemptId), fact };
}
