import type { HoldReason } from "@callping/contract/timeline";
import type { Outcome } from "@callping/domain/calls/outcomes";
import type { AttemptOrder } from "../protocol.ts";
import type { AttemptRow, CallRow } from "./rows.ts";

type RawAttempt = Omit<AttemptRow, "order"> & { body: string };
type RawCall = Omit<CallRow, "tried" | "last_failure"> & { tried: string; last_failure: string | null };
type Raw<T> = T & Record<string, SqlStorageValue>;

/** The columns' defaults. */
const NEW_CALL = {
  phase: "initiated",
  leg_id: null,
  pbx_id: null,
  trunk_id: null,
  leg_state: null,
  leg_seq: 0,
  tried: [],
  last_failure: null,
  seq: 0,
  stopping: 0,
  placed_at: null,
  ringing_at: null,
  answered_at: null,
} as const satisfies Partial<CallRow>;

/** More reports than a call ever makes: numbers above it are new to a Desk, however many of them a crash forgot. */
const FORGOTTEN_SEQS = 1_000;

/** What has not ended yet. Rows are never changed in place. */
interface Open {
  attempts: Map<string, AttemptRow>;
  calls: Map<string, CallRow>;
}

/**
 * Reads and writes the rows of a PhoneLine, inside the caller's commit. What has not ended is held in memory as well,
 * written through: a call is looked at dozens of times.
 */
export class LineStore {
  private readonly sql: SqlStorage;
  private known: Open | null = null;
  /** Calls whose rows are behind what is known. */
  private readonly unsaved = new Set<string>();

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** After a rolled-back commit the tables alone know. */
  forget(): void {
    this.known = null;
    this.unsaved.clear();
  }

  /** Writes what could wait. Rides on every commit of the line. */
  sweep(): void {
    for (const callId of this.unsaved) {
      const call = this.known?.calls.get(callId);
      if (call !== undefined) this.saveCall(call);
    }
    this.unsaved.clear();
  }

  private get open(): Open {
    this.known ??= this.load();
    return this.known;
  }

  /** The leap over what a crash forgot is written down: a second crash leaps from there, not to the same numbers. */
  private load(): Open {
    const calls = this.readCalls("phase != ?", "ended");
    if (calls.length > 0)
      this.sql.exec("UPDATE calls SET seq = seq + ? WHERE phase != 'ended'", FORGOTTEN_SEQS);
    return {
      attempts: new Map(
        this.readAttempts("state != ?", "ended").map((attempt) => [attempt.attempt_id, attempt]),
      ),
      calls: new Map(calls.map((call) => [call.call_id, { ...call, seq: call.seq + FORGOTTEN_SEQS }])),
    };
  }

  attempt(attemptId: string): AttemptRow | null {
    return this.open.attempts.get(attemptId) ?? this.readAttempts("attempt_id = ?", attemptId)[0] ?? null;
  }

  /** Numbers that something waits for, or rings. */
  openNumbers(): string[] {
    return [...this.open.attempts.values()].map(({ number }) => number);
  }

  waiting(number: string): AttemptRow[] {
    return this.openAttempts((attempt) => attempt.number === number && attempt.state === "waiting");
  }

  liveOf(callId: string): AttemptRow[] {
    return this.openAttempts((attempt) => attempt.call_id === callId && attempt.state === "live");
  }

  private openAttempts(which: (attempt: AttemptRow) => boolean): AttemptRow[] {
    const found = [...this.open.attempts.values()].filter(which);
    return found.toSorted((a, b) => (a.attempt_id < b.attempt_id ? -1 : 1));
  }

  private changeAttempt(attemptId: string, change: Partial<AttemptRow>): void {
    const attempt = this.open.attempts.get(attemptId);
    if (attempt === undefined) return;
    if (change.state === "ended") this.open.attempts.delete(attemptId);
    else this.open.attempts.set(attemptId, { ...attempt, ...change });
  }

  private readAttempts(where: string, value: string): AttemptRow[] {
    const rows = this.sql.exec<Raw<RawAttempt>>(
      `SELECT attempt_id, number, state, call_id, hold, not_before, outcome, body FROM attempts WHERE ${where}`,
      value,
    );
    return rows.toArray().map(({ body, ...row }) => ({ ...row, order: JSON.parse(body) as AttemptOrder }));
  }

  addAttempt(order: AttemptOrder, now: number): void {
    const { attempt_id } = order;
    this.open.attempts.set(attempt_id, {
      attempt_id,
      number: order.phone.number,
      state: "waiting",
      call_id: null,
      hold: null,
      not_before: now,
      outcome: null,
      order,
    });
    this.sql.exec(
      "INSERT INTO attempts (attempt_id, number, organization_id, desk, state, not_before, body, updated_at) VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?)",
      order.attempt_id,
      order.phone.number,
      order.organization_id,
      order.desk,
      now,
      JSON.stringify(order),
      now,
    );
  }

  /** An attempt that was withdrawn before it came: should it still come, it is known and never rings. */
  addTombstone(attemptId: string, now: number): void {
    this.sql.exec(
      "INSERT INTO attempts (attempt_id, number, organization_id, desk, state, not_before, body, outcome, updated_at) VALUES (?, '', '', '', 'ended', 0, '{}', 'cancelled', ?)",
      attemptId,
      now,
    );
  }

  attach(attemptId: string, callId: string, now: number): void {
    this.changeAttempt(attemptId, { state: "live", call_id: callId, hold: null });
    this.sql.exec(
      "UPDATE attempts SET state = 'live', call_id = ?, hold = NULL, updated_at = ? WHERE attempt_id = ?",
      callId,
      now,
      attemptId,
    );
  }

  hold(attemptId: string, reason: HoldReason, now: number): void {
    this.changeAttempt(attemptId, { hold: reason });
    this.sql.exec(
      "UPDATE attempts SET hold = ?, updated_at = ? WHERE attempt_id = ?",
      reason,
      now,
      attemptId,
    );
  }

  endAttempt(attemptId: string, outcome: Outcome, now: number): void {
    this.changeAttempt(attemptId, { state: "ended" });
    this.sql.exec(
      "UPDATE attempts SET state = 'ended', outcome = ?, updated_at = ? WHERE attempt_id = ?",
      outcome,
      now,
      attemptId,
    );
  }

  call(callId: string): CallRow | null {
    return this.open.calls.get(callId) ?? this.readCalls("call_id = ?", callId)[0] ?? null;
  }

  callOfLeg(legId: string): CallRow | null {
    return (
      this.openCalls((call) => call.leg_id === legId)[0] ?? this.readCalls("leg_id = ?", legId)[0] ?? null
    );
  }

  liveCall(number: string): CallRow | null {
    return this.openCalls((call) => call.number === number)[0] ?? null;
  }

  /** Calls that have no leg and wait for a route; those that wait for a ghost to go have a moment of their own. */
  callsForRoute(): CallRow[] {
    return this.openCalls(
      (call) =>
        call.phase === "initiated" &&
        call.leg_id === null &&
        !this.liveOf(call.call_id).some(({ hold }) => hold === "ghost_leg"),
    );
  }

  /** Calls that have not ended. */
  openCalls(which: (call: CallRow) => boolean): CallRow[] {
    return [...this.open.calls.values()].filter(which);
  }

  private readCalls(where: string, value: string): CallRow[] {
    const rows = this.sql.exec<Raw<RawCall>>(
      `SELECT call_id, number, organization_id, phase, leg_id, pbx_id, trunk_id, leg_state, leg_seq, tried, last_failure, seq, stopping,
              started_at, placed_at, ringing_at, answered_at FROM calls WHERE ${where}`,
      value,
    );
    return rows.toArray().map((row) => ({
      ...row,
      tried: JSON.parse(row.tried) as CallRow["tried"],
      last_failure:
        row.last_failure === null ? null : (JSON.parse(row.last_failure) as CallRow["last_failure"]),
    }));
  }

  addCall(callId: string, number: string, organizationId: string, now: number): void {
    this.open.calls.set(callId, {
      ...NEW_CALL,
      call_id: callId,
      number,
      organization_id: organizationId,
      started_at: now,
    });
    this.sql.exec(
      "INSERT INTO calls (call_id, number, organization_id, phase, started_at) VALUES (?, ?, ?, 'initiated', ?)",
      callId,
      number,
      organizationId,
      now,
    );
  }

  /** Writes a call back. `seq` is only ever raised through `nextSeq`. */
  saveCall(call: CallRow, endedAt: number | null = null): void {
    const { seq } = this.keep(call);
    this.unsaved.delete(call.call_id);
    this.sql.exec(
      `UPDATE calls SET phase = ?, leg_id = ?, pbx_id = ?, trunk_id = ?, leg_state = ?, leg_seq = ?, tried = ?, last_failure = ?, seq = ?,
              stopping = ?, placed_at = ?, ringing_at = ?, answered_at = ?, ended_at = ? WHERE call_id = ?`,
      call.phase,
      call.leg_id,
      call.pbx_id,
      call.trunk_id,
      call.leg_state,
      call.leg_seq,
      JSON.stringify(call.tried),
      call.last_failure === null ? null : JSON.stringify(call.last_failure),
      seq,
      call.stopping,
      call.placed_at,
      call.ringing_at,
      call.answered_at,
      endedAt,
      call.call_id,
    );
  }

  /** The same for what a crash may forget, since its PBX tells it again: the row goes with the next commit. */
  saveCallLater(call: CallRow): void {
    this.keep(call);
    this.unsaved.add(call.call_id);
  }

  private keep(call: CallRow): CallRow {
    const { calls } = this.open;
    const kept = { ...call, seq: calls.get(call.call_id)?.seq ?? call.seq };
    if (call.phase === "ended") calls.delete(call.call_id);
    else calls.set(call.call_id, kept);
    return kept;
  }

  /** The number of a call's next report. Its row may be behind: see `FORGOTTEN_SEQS`. */
  nextSeq(callId: string): number {
    const call = this.open.calls.get(callId);
    if (call === undefined)
      return this.sql
        .exec<{ seq: number }>("UPDATE calls SET seq = seq + 1 WHERE call_id = ? RETURNING seq", callId)
        .one().seq;
    const seq = call.seq + 1;
    this.open.calls.set(callId, { ...call, seq });
    this.unsaved.add(callId);
    return seq;
  }

  /** Forgets what ended before `before`. */
  prune(before: number): void {
    this.sql.exec("DELETE FROM attempts WHERE state = 'ended' AND updated_at < ?", before);
    this.sql.exec("DELETE FROM calls WHERE phase = 'ended' AND ended_at < ?", before);
    this.sql.exec("DELETE FROM verdicts WHERE call_id NOT IN (SELECT call_id FROM calls)");
    // A number that only drills ever called has no such end: what is known of it is worth three minutes.
    this.sql.exec("DELETE FROM lines WHERE coalesce(last_ended_at, ghost_until) < ?", before);
  }
}
