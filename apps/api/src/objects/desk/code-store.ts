import type { CodeCall } from "@callping/domain/code-calls/code-call";
import type { TimelineEntry } from "@callping/domain/alerts/timeline";

export interface StoredCode {
  call: CodeCall;
  /** Grows with every change: newer wins in D1. */
  version: number;
  timeline: TimelineEntry[];
}

/** Code calls that are under way, or lately over. A few a day: nothing of it is held in memory. */
export class CodeStore {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  byId(id: string): StoredCode | null {
    return this.read("id = ?", id)[0] ?? null;
  }

  due(now: number): StoredCode[] {
    return this.read("wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at", now);
  }

  /** Those under way for phones of the organization. */
  open(): StoredCode[] {
    return this.read("closed_at IS NULL AND json_extract(body, '$.call.phoneId') <> ?", "");
  }

  save(stored: StoredCode): void {
    const { id, wakeAt, endedAt } = stored.call;
    this.sql.exec(
      "INSERT OR REPLACE INTO code_calls (id, wake_at, closed_at, body) VALUES (?, ?, ?, ?)",
      id,
      wakeAt,
      endedAt,
      JSON.stringify(stored),
    );
  }

  /** The next moment at which one must be looked at; `null` when none is under way. */
  nextWake(): number | null {
    return this.sql.exec<{ at: number | null }>("SELECT min(wake_at) AS at FROM code_calls").one().at;
  }

  prune(before: number): void {
    this.sql.exec("DELETE FROM code_calls WHERE closed_at < ?", before);
  }

  private read(where: string, value: string | number): StoredCode[] {
    return this.sql
      .exec<{ body: string }>(`SELECT body FROM code_calls WHERE ${where}`, value)
      .toArray()
      .map(({ body }) => JSON.parse(body) as StoredCode);
  }
}
