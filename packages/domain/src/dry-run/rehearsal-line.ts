import type { Alert, Attempt } from "../alerts/alert.ts";
import type { CallFact } from "../alerts/events.ts";
import type { HoldReason, Refused } from "../alerts/timeline.ts";
import { isTrunkFailure, type Outcome } from "../calls/outcomes.ts";
import { CALL_WINDOW_SECONDS, decideLine } from "../lines/decide.ts";
import type { LineState, WaitingAttempt } from "../lines/line.ts";

/** A call as it would be made, for one attempt. Times are milliseconds since the epoch. */
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
  outcome: Outcome;
  /** Somebody else's phone of the same number rings already, or with it: one call for both. */
  shared: boolean;
  /** Why it rang later than the plan wanted, and when that was. */
  held: { reason: HoldReason; since: number } | null;
}

/** What becomes of a call. */
export interface Fate {
  outcome: Outcome;
  /** From the dial to the end. */
  seconds: number;
  /** Why its Desk does not make the call at all. */
  refused?: Refused;
}

/** What the plan hands to a telephone. */
export interface Order {
  attempt: Attempt;
  alert: Pick<Alert, "severity" | "createdAt">;
  pass: number;
  step: number;
  fate: Fate;
}

/** What a line tells of an attempt; `call` when one begins. */
export interface LineNews {
  attemptId: string;
  callId: string;
  fact: CallFact | null;
  call?: RehearsedCall;
}

type Waiting = WaitingAttempt & { order: Order; held: RehearsedCall["held"] };
type Live = { callId: string; startedAt: number; fate: Fate; endsAt: number; calls: RehearsedCall[] };

/** One alert has one organization; a line must be told some. */
const OWN = "own";

/** Outcomes of a call that somebody, or something, picked up: at once, so that it takes no other attempt in. */
const PICKED_UP: ReadonlySet<Outcome> = new Set(["answered_no_key", "hung_up"]);

/** One number that no person acknowledges on, by the same decisions as a PhoneLine's. */
export class RehearsalLine {
  private waiting: Waiting[] = [];
  private live: Live | null = null;
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
    const ended = this.live === null ? [] : this.end(this.live, this.live.fate.outcome, now);
    return [...ended, ...this.decide(now)];
  }

  /** A call that serves somebody else too goes on for them. */
  withdraw(attemptId: string, now: number): LineNews[] {
    const { live } = this;
    const call = live?.calls.find((candidate) => candidate.attemptId === attemptId);
    if (live === null || call === undefined) {
      const isWaiting = this.waiting.some((attempt) => attempt.attemptId === attemptId);
      this.waiting = this.waiting.filter((attempt) => attempt.attemptId !== attemptId);
      return isWaiting ? [ended(attemptId, attemptId, "cancelled")] : [];
    }
    if (live.calls.length === 1) return [...this.end(live, "cancelled", now), ...this.decide(now)];
    live.calls = live.calls.filter((other) => other !== call);
    Object.assign(call, { endsAt: now, outcome: "cancelled" });
    return [ended(attemptId, live.callId, "cancelled")];
  }

  private decide(now: number): LineNews[] {
    if (this.waiting.length === 0) return [];
    this.starts = this.starts.filter((start) => start > now - CALL_WINDOW_SECONDS * 1000);
    const live = this.live && {
      callId: this.live.callId,
      organizationId: OWN,
      absorbs: !PICKED_UP.has(this.live.fate.outcome),
    };
    const state = { live, lastEnded: this.lastEnded, recentStarts: this.starts };
    const decision = decideLine(state, this.waiting, now);
    switch (decision.kind) {
      case "idle":
      case "displace":
        return [];
      case "hold":
        this.decideAt = decision.until;
        return this.hold(decision.reason, decision.until, now);
      case "join":
      case "start":
        return this.ring(decision.attemptIds, now);
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

  /** Begins a call for these attempts, or takes them into the one that rings. */
  private ring(attemptIds: readonly string[], now: number): LineNews[] {
    return attemptIds.flatMap((attemptId): LineNews[] => {
      const waiting = this.waiting.find((attempt) => attempt.attemptId === attemptId);
      if (waiting === undefined) return [];
      this.waiting = this.waiting.filter((attempt) => attempt !== waiting);
      const { fate } = waiting.order;
      const live = (this.live ??= {
        callId: `cal_${attemptId.slice("att_".length)}`,
        startedAt: now,
        fate,
        endsAt: now + fate.seconds * 1000,
        calls: [],
      });
      const {
        endsAt,
        fate: { outcome },
      } = live;
      const shared = live.calls.length > 0;
      const call = callOf(waiting.order, { ringsAt: now, endsAt, outcome, shared, held: waiting.held });
      live.calls.push(call);
      return [{ attemptId, callId: live.callId, fact: ringing(attemptId, live), call }];
    });
  }

  private end(live: Live, outcome: Outcome, now: number): LineNews[] {
    this.live = null;
    if (reachesPhone(outcome)) {
      this.lastEnded = { at: now, organizationId: OWN };
      this.starts.push(live.startedAt);
    }
    return live.calls.map((call) => {
      Object.assign(call, { endsAt: now, outcome });
      return ended(call.attemptId, live.callId, outcome);
    });
  }
}

/** Whether a call of this outcome came to the person's telephone: what a trunk or a rule stopped disturbed nobody. */
export function reachesPhone(outcome: Outcome): boolean {
  return !isTrunkFailure(outcome) && outcome !== "no_permitted_route" && outcome !== "bad_number";
}

/** The safety net refuses the number: its Desk ends the attempt, and no line hears of it. */
export function refusedByDesk(order: Order, now: number): LineNews[] {
  const { outcome, refused } = order.fate;
  const call = callOf(order, { ringsAt: now, endsAt: now, outcome, shared: false, held: null });
  return [{ ...ended(call.attemptId, call.attemptId, outcome, refused), call }];
}

function callOf(
  { attempt, pass, step }: Order,
  more: Pick<RehearsedCall, "ringsAt" | "endsAt" | "outcome" | "shared" | "held">,
): RehearsedCall {
  const { id: attemptId, phoneId, memberId, memberName, label, n } = attempt;
  return { attemptId, phoneId, memberId, memberName, label, pass, step, n, ...more };
}

function ringing(attemptId: string, { callId, fate }: Live): CallFact | null {
  if (!reachesPhone(fate.outcome)) return null;
  const leg = { leg_id: "", pbx_id: "", trunk_id: "", early_media: false };
  return {
    kind: "note",
    fact: { kind: "ringing", data: { attempt_id: attemptId, call_id: callId, ...leg } },
  };
}

function ended(attemptId: string, callId: string, outcome: Outcome, refused?: Refused): LineNews {
  const why = refused !== undefined && { refused };
  const fact: CallFact = { kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0, ...why };
  return { attemptId, callId, fact };
}
