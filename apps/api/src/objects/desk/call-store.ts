import type { CallRecord } from "../desk-protocol.ts";
import type { KeyVerdict } from "../protocol.ts";

/** The calls that served this organization's attempts, as they will stand in `call_logs`. */
export class CallStore {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** The last report's number that was applied; 0 for a call that is new. */
  lastSeq(callId: string): number {
    return (
      this.sql.exec<{ seq: number }>("SELECT seq FROM calls WHERE id = ?", callId).toArray()[0]?.seq ?? 0
    );
  }

  record(callId: string): CallRecord | null {
    const record = this.sql
      .exec<{ record: string | null }>("SELECT record FROM calls WHERE id = ?", callId)
      .toArray()[0]?.record;
    return record == null ? null : (JSON.parse(record) as CallRecord);
  }

  save(callId: string, seq: number, record: CallRecord | null, endedAt: number | null): void {
    this.sql.exec(
      `INSERT INTO calls (id, seq, ended_at, record) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, ended_at = excluded.ended_at, record = excluded.record`,
      callId,
      seq,
      endedAt,
      record === null ? null : JSON.stringify(record),
    );
  }

  /** The verdict that was given on a key, for a PhoneLine that never got it. */
  verdict(callId: string, seq: number): KeyVerdict | undefined {
    const row = this.sql
      .exec<{ body: string }>("SELECT body FROM verdicts WHERE call_id = ? AND seq = ?", callId, seq)
      .toArray()[0];
    return row === undefined ? undefined : (JSON.parse(row.body) as KeyVerdict);
  }

  keepVerdict(callId: string, seq: number, verdict: KeyVerdict): void {
    this.sql.exec(
      "INSERT OR REPLACE INTO verdicts (call_id, seq, body) VALUES (?, ?, ?)",
      callId,
      seq,
      JSON.stringify(verdict),
    );
  }

  prune(before: number): void {
    this.sql.exec("DELETE FROM calls WHERE ended_at < ?", before);
    this.sql.exec("DELETE FROM verdicts WHERE call_id NOT IN (SELECT id FROM calls)");
  }
}
