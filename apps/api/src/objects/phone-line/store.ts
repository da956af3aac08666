import type { HoldReason } from "@callping/contract/timeline";
import type { Outcome } from "@callping/domain/calls/outcomes";
import type { AttemptOrder } from "../protocol.ts";
import type { AttemptRow, CallRow } from "./rows.ts";

type RawAttempt = Omit<AttemptRow, "order"> & { body: string };
type RawCall = Omit<CallRow, "tried" | "last_failure"> & { tried: string; last_failure: string | null };
type Raw<T> = T & Record<string, SqlStorageValue>;

/** Reads and writes the rows of a PhoneLine. Every method is one or two statements and runs inside the caller's commit. */
export class LineStore {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  attempt(attemptId: string): AttemptRow | null {
    return this.attempts("attempt_id = ?", attemptId)[0] ?? null;
  }

  waiting(number: string): AttemptRow[] {
    return this.attempts("number = ? AND state = 'waiting'", number);
  }

  liveOf(callId: string): AttemptRow[] {
    return this.attempts("call_id = ? AND state = 'live'", callId);
  }

  private attempts(where: string, value: string): AttemptRow[] {
    const rows = this.sql.exec<Raw<RawAttempt>>(
      `SELECT attempt_id, number, state, call_id, hold, not_before, outcome, body FROM attempts WHERE ${where} ORDER BY attempt_id`,
      value,
    );
    return rows.toArray().map(({ body, ...row }) => ({ ...row, order: JSON.parse(body) as AttemptOrder }));
  }

  addAttempt(order: AttemptOrder, now: number): void {
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
    this.sql.exec(
      "UPDATE attempts SET state = 'live', call_id = ?, hold = NULL, updated_at = ? WHERE attempt_id = ?",
      callId,
      now,
      attemptId,
    );
  }

  hold(attemptId: string, reason: HoldReason, now: number): void {
    this.sql.exec(
      "UPDATE attempts SET hold = ?, updated_at = ? WHERE attempt_id = ?",
      reason,
      now,
      attemptId,
    );
  }

  endAttempt(attemptId: string, outcome: Outcome, now: number): void {
    this.sql.exec(
      "UPDATE attempts SET state = 'ended', outcome = ?, updated_at = ? WHERE attempt_id = ?",
      outcome,
      now,
      attemptId,
    );
  }

  call(callId: string): CallRow | null {
    return this.calls("call_id = ?", callId)[0] ?? null;
  }

  callOfLeg(legId: string): CallRow | null {
    return this.calls("leg_id = ?", legId)[0] ?? null;
  }

  liveCall(number: string): CallRow | null {
    return this.calls("number = ? AND phase != 'ended'", number)[0] ?? null;
  }

  /** Calls that have no leg and wait for a route; those that wait for a ghost to go have a moment of their own. */
  callsForRoute(): CallRow[] {
    const held =
      "SELECT 1 FROM attempts WHERE attempts.call_id = calls.call_id AND state = 'live' AND hold = 'ghost_leg'";
    return this.calls(`phase = ? AND leg_id IS NULL AND NOT EXISTS (${held})`, "initiated");
  }

  private calls(where: string, value: string): CallRow[] {
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
    this.sql.exec(
      `UPDATE calls SET phase = ?, leg_id = ?, pbx_id = ?, trunk_id = ?, leg_state = ?, leg_seq = ?, tried = ?, last_failure = ?, stopping = ?,
              placed_at = ?, ringing_at = ?, answered_at = ?, ended_at = ? WHERE call_id = ?`,
      call.phase,
      call.leg_id,
      call.pbx_id,
      call.trunk_id,
      call.leg_state,
      call.leg_seq,
      JSON.stringify(call.tried),
      call.last_failure === null ? null : JSON.stringify(call.last_failure),
      call.stopping,
      call.placed_at,
      call.ringing_at,
      call.answered_at,
      endedAt,
      call.call_id,
    );
  }

  nextSeq(callId: string): number {
    return this.sql
      .exec<{ seq: number }>("UPDATE calls SET seq = seq + 1 WHERE call_id = ? RETURNING seq", callId)
      .one().seq;
  }

  /** Forgets what ended before `before`. */
  prune(before: number): void {
    this.sql.exec("DELETE FROM attempts WHERE state = 'ended' AND updated_at < ?", before);
    this.sql.exec("DELETE FROM calls WHERE phase = 'ended' AND ended_at < ?", before);
    this.sql.exec("DELETE FROM verdicts WHERE call_id NOT IN (SELECT call_id FROM calls)");
    this.sql.exec("DELETE FROM lines WHERE last_ended_at < ?", before);
  }
}
