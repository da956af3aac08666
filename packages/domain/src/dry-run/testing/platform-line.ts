import type { Alert, Attempt } from "../../alerts/alert.ts";
import type { CallFact } from "../../alerts/events.ts";
import type { HoldReason } from "../../alerts/timeline.ts";
import type { Outcome } from "../../calls/outcomes.ts";
import { decideLine } from "../../lines/decide.ts";
import type { CallStart, LineState } from "../../lines/line.ts";
import type { Fate } from "../rehearsal-line.ts";

/** A call as the platform made it for one attempt. */
export interface MadeCall {
  attemptId: string;
  phoneId: string;
  ringsAt: number;
  endsAt: number | null;
  outcome: Outcome | null;
  shared: boolean;
}

/** What a line does to the world around it. */
export interface LineHost {
  readonly now: number;
  readonly calls: MadeCall[];
  after(seconds: number, happen: () => void): void;
  report(attemptId: string, callId: string, fact: CallFact): void;
}

interface Row {
  attempt: Attempt;
  alert: Pick<Alert, "severity" | "createdAt">;
  fate: Fate;
  since: number;
  hold: HoldReason | null;
}
interface Live {
  id: string;
  startedAt: number;
  fate: Fate;
  rows: { row: Row; made: MadeCall }[];
}

const ORGANIZATION = "org_1";
const ANSWERED = ["answered_no_key", "hung_up"];

/** One number as a PhoneLine has it: rows that wait, the call that is on, and what the last three minutes saw. */
export class PlatformLine {
  private readonly host: LineHost;
  private waiting: Row[] = [];
  private live: Live | null = null;
  private history: Pick<LineState, "lastEnded"> & { recentStarts: CallStart[] } = {
    lastEnded: null,
    recentStarts: [],
  };

  constructor(host: LineHost) {
    this.host = host;
  }

  accept(attempt: Attempt, alert: Alert, fate: Fate): void {
    this.waiting.push({ attempt, alert, fate, since: this.host.now, hold: null });
    this.takeTurn();
  }

  withdraw(attemptId: string): void {
    const row = this.waiting.find(({ attempt }) => attempt.id === attemptId);
    if (row !== undefined) {
      this.waiting = this.waiting.filter((other) => other !== row);
      return this.host.report(attemptId, attemptId, endedBy("cancelled"));
    }
    const { live } = this;
    const served = live?.rows.find(({ row: { attempt } }) => attempt.id === attemptId);
    if (live === null || served === undefined) return;
    if (live.rows.length === 1) return this.hangUp(live, "cancelled");
    live.rows = live.rows.filter((other) => other !== served);
    Object.assign(served.made, { endsAt: this.host.now, outcome: "cancelled" });
    this.host.report(attemptId, live.id, endedBy("cancelled"));
  }

  private takeTurn(): void {
    const { now } = this.host;
    const { live, history } = this;
    const isAnswered = live !== null && ANSWERED.includes(live.fate.outcome);
    const decision = decideLine(
      {
        ...history,
        live: live === null ? null : { callId: live.id, organizationId: ORGANIZATION, absorbs: !isAnswered },
      },
      this.waiting.map(({ attempt, alert, since }) => ({
        attemptId: attempt.id,
        organizationId: ORGANIZATION,
        severity: alert.severity,
        ignoreCooldown: attempt.redial,
        notBefore: since,
        since: alert.createdAt,
      })),
      now,
    );
    // Nothing is displaced where no drill rings.
    if (decision.kind === "idle" || decision.kind === "displace") return;
    if (decision.kind === "hold") {
      const { until, reason } = decision;
      if (until !== null) this.host.after((until - now) / 1000, () => this.takeTurn());
      for (const row of this.waiting.filter(({ hold }) => hold !== reason)) {
        row.hold = reason;
        this.host.report(row.attempt.id, row.attempt.id, { kind: "held", reason, until });
      }
      return;
    }
    const rows = decision.attemptIds.flatMap((id) => this.waiting.filter(({ attempt }) => attempt.id === id));
    this.waiting = this.waiting.filter((row) => !rows.includes(row));
    if (this.live === null) this.place(rows);
    else this.join(this.live, rows);
  }

  private place(rows: readonly Row[]): void {
    const [first] = rows;
    if (first === undefined) return;
    const { now } = this.host;
    const { fate } = first;
    const live: Live = { id: `cal_${first.attempt.id.slice(4)}`, startedAt: now, fate, rows: [] };
    this.live = live;
    this.join(live, rows);
    this.host.after(fate.seconds, () => {
      if (this.live === live) this.hangUp(live, fate.outcome);
    });
  }

  private join(live: Live, rows: readonly Row[]): void {
    const { now, calls } = this.host;
    for (const row of rows) {
      const { id: attemptId, phoneId } = row.attempt;
      const shared = live.rows.length > 0;
      const made = { attemptId, phoneId, ringsAt: now, endsAt: null, outcome: null, shared };
      calls.push(made);
      live.rows.push({ row, made });
      if (this.reaches(live.fate)) this.note(live, attemptId);
    }
  }

  private note({ id }: Live, attempt_id: string): void {
    const data = { attempt_id, call_id: id, leg_id: "leg", pbx_id: "pbx", trunk_id: "trunk" };
    this.host.report(attempt_id, id, { kind: "note", fact: { kind: "call_placed", data } });
    const rings = { kind: "ringing", data: { ...data, early_media: false } } as const;
    this.host.report(attempt_id, id, { kind: "note", fact: rings });
  }

  private hangUp(live: Live, outcome: Fate["outcome"]): void {
    const { now } = this.host;
    this.live = null;
    if (this.reaches({ outcome })) {
      const recentStarts = this.history.recentStarts.filter(({ at }) => at > now - 180_000);
      recentStarts.push({ at: live.startedAt, organizationId: ORGANIZATION });
      this.history = { lastEnded: { at: now, organizationId: ORGANIZATION }, recentStarts };
    }
    for (const { row, made } of live.rows) {
      Object.assign(made, { endsAt: now, outcome });
      this.host.report(row.attempt.id, live.id, endedBy(outcome));
    }
    this.takeTurn();
  }

  private reaches({ outcome }: Pick<Fate, "outcome">): boolean {
    return !outcome.startsWith("trunk_") && outcome !== "no_permitted_route";
  }
}

export function endedBy(outcome: Outcome): CallFact {
  return { kind: "ended", outcome, sipCode: null, cause: null, durationMs: 0 };
}
