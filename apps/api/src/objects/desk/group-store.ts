export interface Group {
  /** The alert that opened the window. */
  leaderId: string;
  /** The alert of the group that was dialled for last. */
  ringsId: string;
  /** The window's end, in milliseconds since the epoch. */
  until: number;
}

/** Which alerts ring together: a row a group whose window is open, and a row an alert that waits for its group. */
export class GroupStore {
  private readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  get(ref: string): Group | null {
    const [row] = this.sql
      .exec<{ leader_id: string; rings_id: string; until: number }>(
        "SELECT leader_id, rings_id, until FROM alert_groups WHERE ref = ?",
        ref,
      )
      .toArray();
    return row === undefined ? null : { leaderId: row.leader_id, ringsId: row.rings_id, until: row.until };
  }

  /** Opens a group's window, in the place of one that was open before. */
  open(ref: string, leaderId: string, until: number): void {
    this.sql.exec(
      "INSERT OR REPLACE INTO alert_groups (ref, leader_id, rings_id, until) VALUES (?, ?, ?, ?)",
      ref,
      leaderId,
      leaderId,
      until,
    );
  }

  wait(ref: string, alertId: string): void {
    this.sql.exec("INSERT OR REPLACE INTO grouped (alert_id, ref) VALUES (?, ?)", alertId, ref);
  }

  leave(alertId: string): void {
    this.sql.exec("DELETE FROM grouped WHERE alert_id = ?", alertId);
  }

  /** Notes for which alert the group is dialled, and takes those that waited for that, oldest first. */
  ring(ref: string, alertId: string): string[] {
    this.sql.exec("UPDATE alert_groups SET rings_id = ? WHERE ref = ?", alertId, ref);
    const rows = this.sql.exec<{ alert_id: string }>(
      "DELETE FROM grouped WHERE ref = ? RETURNING alert_id",
      ref,
    );
    return rows
      .toArray()
      .map((row) => row.alert_id)
      .toSorted();
  }

  /** Forgets groups whose window is over. */
  prune(now: number): void {
    this.sql.exec("DELETE FROM alert_groups WHERE until < ?", now);
  }
}
