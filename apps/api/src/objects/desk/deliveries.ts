import type { Timers } from "../timers.ts";

export interface Delivery {
  id: number;
  kind: "dial" | "withdraw" | "inquire";
  attempt_id: string;
  /** Or, of what is withdrawn, the number that was ordered, where its phone is gone or has another. */
  phone_id: string;
  alert_id: string;
}

/** A delivery that was not confirmed by then is made again; PhoneLines recognise a repeat. */
const LEASE_MS = 5_000;

/** Orders to PhoneLines, written in the commit that decided them. Those that a PhoneLine has go with the next commit. */
export class Deliveries {
  private readonly sql: SqlStorage;
  private readonly timers: Timers;
  private readonly delivered = new Set<number>();
  /** False only when nothing that waits is in the table: most steps deliver nothing, and then nothing is read either. */
  private mayWait = true;

  constructor(sql: SqlStorage, timers: Timers) {
    this.sql = sql;
    this.timers = timers;
  }

  add(kind: Delivery["kind"], attemptId: string, phoneId: string, alertId: string, now: number): void {
    this.mayWait = true;
    this.sql.exec(
      "INSERT INTO deliveries (kind, attempt_id, phone_id, alert_id, due_at) VALUES (?, ?, ?, ?, ?)",
      kind,
      attemptId,
      phoneId,
      alertId,
      now,
    );
    this.timers.setOnce("deliveries", now + LEASE_MS);
  }

  /** Takes what is due under a lease, in the order it was written. */
  claim(now: number): Delivery[] {
    if (!this.mayWait) return [];
    this.sweep();
    const rows = this.sql
      .exec<Delivery & Record<string, SqlStorageValue>>(
        "UPDATE deliveries SET due_at = ? WHERE due_at <= ? RETURNING id, kind, attempt_id, phone_id, alert_id",
        now + LEASE_MS,
        now,
      )
      .toArray();
    if (rows.length > 0) this.timers.set("deliveries", now + LEASE_MS + 50);
    else this.mayWait = this.sql.exec("SELECT 1 FROM deliveries LIMIT 1").toArray().length > 0;
    return rows.toSorted((a, b) => a.id - b.id);
  }

  /** Attempts whose order to ring is not known to have arrived: they are decided about again. */
  undecided(): ReadonlySet<string> {
    const rows = this.sql.exec<{ attempt_id: string }>(
      "SELECT attempt_id FROM deliveries WHERE kind = 'dial'",
    );
    return new Set(rows.toArray().map((row) => row.attempt_id));
  }

  /** The PhoneLine has it. Should a crash come before the next commit, it is told again. */
  done(id: number): void {
    this.delivered.add(id);
  }

  /** Removes what was delivered. Rides on every commit of the Desk. */
  sweep(): void {
    if (this.delivered.size === 0) return;
    this.sql.exec(
      "DELETE FROM deliveries WHERE id IN (SELECT value FROM json_each(?))",
      JSON.stringify([...this.delivered]),
    );
    this.delivered.clear();
  }

  /** After a rolled-back commit something may wait again. */
  forget(): void {
    this.mayWait = true;
  }
}
