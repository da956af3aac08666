import type { WatchProblem } from "@callping/domain/alerts/watch";

/** `unknown_here`: D1 has it open, and its Desk does not have it at all. */
export type KeptProblem = WatchProblem | "unknown_here";

export interface WatchRow {
  id: number;
  /** `null`: of the Desk itself. */
  alert_id: string | null;
  problem: KeptProblem;
  /** Milliseconds since the epoch. */
  found_at: number;
  /** 1 once the Desk has put it right. */
  repaired: 0 | 1;
}

/** What the watcher found, kept until it was told to an operator and for a week to be read. */
export class WatchStore {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  add(alertId: string | null, problem: KeptProblem, repaired: boolean, now: number): void {
    this.sql.exec(
      "INSERT INTO watch_findings (alert_id, problem, found_at, repaired, told) VALUES (?, ?, ?, ?, 0)",
      alertId,
      problem,
      now,
      repaired ? 1 : 0,
    );
  }

  /** What cannot be repaired is found each hour anew, and kept once. */
  has(alertId: string, problem: KeptProblem): boolean {
    const found = this.sql.exec(
      "SELECT 1 FROM watch_findings WHERE alert_id = ? AND problem = ? LIMIT 1",
      alertId,
      problem,
    );
    return found.toArray().length > 0;
  }

  untold(): WatchRow[] {
    return this.read("WHERE told = 0 ORDER BY id LIMIT 500");
  }

  all(): WatchRow[] {
    return this.read("ORDER BY id DESC LIMIT 500");
  }

  noteTold(ids: readonly number[]): void {
    this.sql.exec(
      "UPDATE watch_findings SET told = 1 WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify(ids),
    );
  }

  prune(before: number): void {
    this.sql.exec("DELETE FROM watch_findings WHERE found_at < ? AND told = 1", before);
  }

  private read(rest: string): WatchRow[] {
    return this.sql
      .exec<WatchRow & Record<string, SqlStorageValue>>(
        `SELECT id, alert_id, problem, found_at, repaired FROM watch_findings ${rest}`,
      )
      .toArray();
  }
}
