import type { Verdict } from "@callping/domain/calls/call-state";
import type { CallRecord } from "../desk-protocol.ts";
import { Recent } from "@callping/domain/recent";

/** Calls that are known in memory too. */
const REMEMBERED = 256;

interface Known {
  seq: number;
  record: CallRecord | null;
}
interface Changed extends Known {
  endedAt: number | null;
}

const UNKNOWN: Known = { seq: 0, record: null };

/** The calls that served this organization's attempts, as they will stand in `call_logs`. */
export class CallStore {
  private readonly sql: SqlStorage;
  private readonly recent = new Recent<string, Known>(REMEMBERED);
  /** Changed within the commit that is open, and written at its end. */
  private readonly changed = new Map<string, Changed>();

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** The last report's number that was applied; 0 for a call that is new. */
  lastSeq(callId: string): number {
    return this.known(callId).seq;
  }

  record(callId: string): CallRecord | null {
    return this.known(callId).record;
  }

  /** After a rolled-back commit the table alone knows. */
  forget(): void {
    this.recent.clear();
    this.changed.clear();
  }

  /** Takes a call's new state into the commit that is open. */
  save(callId: string, seq: number, record: CallRecord | null, endedAt: number | null): void {
    this.recent.set(callId, { seq, record });
    this.changed.set(callId, { seq, record, endedAt });
  }

  /** Writes what was taken: at the end of the commit, and before anything is read from the table. */
  flush(): void {
    for (const [callId, { seq, record, endedAt }] of this.changed)
      this.sql.exec(
        `INSERT INTO calls (id, seq, ended_at, record) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, ended_at = excluded.ended_at, record = excluded.record`,
        callId,
        seq,
        endedAt,
        record === null ? null : JSON.stringify(record),
      );
    this.changed.clear();
  }

  /** The verdict that was given on a key, for a PhoneLine that never got it. */
  verdict(callId: string, seq: number): Verdict | undefined {
    const row = this.sql
      .exec<{ body: string }>("SELECT body FROM verdicts WHERE call_id = ? AND seq = ?", callId, seq)
      .toArray()[0];
    return row === undefined ? undefined : (JSON.parse(row.body) as Verdict);
  }

  keepVerdict(callId: string, seq: number, verdict: Verdict): void {
    this.sql.exec(
      "INSERT OR REPLACE INTO verdicts (call_id, seq, body) VALUES (?, ?, ?)",
      callId,
      seq,
      JSON.stringify(verdict),
    );
  }

  private known(callId: string): Known {
    const recent = this.recent.get(callId);
    if (recent !== undefined) return recent;
    this.flush();
    const [row] = this.sql
      .exec<{ seq: number; record: string | null }>("SELECT seq, record FROM calls WHERE id = ?", callId)
      .toArray();
    if (row === undefined) return UNKNOWN;
    const known = {
      seq: row.seq,
      record: row.record === null ? null : (JSON.parse(row.record) as CallRecord),
    };
    this.recent.set(callId, known);
    return known;
  }

  prune(before: number): void {
    this.flush();
    this.recent.clear();
    this.sql.exec("DELETE FROM calls WHERE ended_at < ?", before);
    this.sql.exec("DELETE FROM verdicts WHERE call_id NOT IN (SELECT id FROM calls)");
  }
}
