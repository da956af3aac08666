/**
 * Named moments of one object, over its single alarm. Needs a table `timers (key TEXT PRIMARY KEY, due_at INTEGER)`.
 * A timer that fired is gone; whoever handles it sets the next one before it awaits anything. What stands in the table
 * is known in memory too, so that setting what is set and clearing what is not there costs nothing.
 */
export class Timers {
  private readonly storage: DurableObjectStorage;
  private known: Map<string, number> | null = null;
  /** The alarm as it is set now; unknown after a cold start. */
  private alarmAt: number | null | undefined = undefined;

  constructor(storage: DurableObjectStorage) {
    this.storage = storage;
  }

  /** Sets or moves a timer. `dueAt` is milliseconds since the epoch. */
  set(key: string, dueAt: number): void {
    if (this.table.get(key) === dueAt) return;
    this.storage.sql.exec(
      "INSERT INTO timers (key, due_at) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at",
      key,
      dueAt,
    );
    this.table.set(key, dueAt);
    this.consider(dueAt);
  }

  /** Sets a timer only when there is none of that name yet. */
  setOnce(key: string, dueAt: number): void {
    if (!this.table.has(key)) this.set(key, dueAt);
  }

  /** Moves a timer forward in time, never back. */
  setEarlier(key: string, dueAt: number): void {
    const current = this.table.get(key);
    if (current === undefined || dueAt < current) this.set(key, dueAt);
  }

  clear(key: string): void {
    if (!this.table.delete(key)) return;
    this.storage.sql.exec("DELETE FROM timers WHERE key = ?", key);
  }

  /** Takes every timer that is due and re-arms the alarm for the rest. Call it first thing in `alarm()`. */
  takeDue(now: number): string[] {
    const due = this.storage.sql
      .exec<{ key: string }>("DELETE FROM timers WHERE due_at <= ? RETURNING key", now)
      .toArray()
      .map((row) => row.key);
    this.rearm();
    return due;
  }

  /** Sets the alarm to the earliest timer. Reads the table anew: a rolled-back commit may have left memory behind. */
  rearm(): void {
    this.known = null;
    this.alarmAt = null;
    const next = Math.min(...this.table.values());
    if (Number.isFinite(next)) this.arm(next);
  }

  /** After a rolled-back commit: the table is read again, and the alarm set by it, at the next call. */
  forget(): void {
    this.known = null;
    this.alarmAt = undefined;
  }

  private get table(): Map<string, number> {
    this.known ??= new Map(
      this.storage.sql
        .exec<{ key: string; due_at: number }>("SELECT key, due_at FROM timers")
        .toArray()
        .map((row) => [row.key, row.due_at]),
    );
    return this.known;
  }

  /** After a cold start the alarm's time is unknown: the table says what it must be. */
  private consider(dueAt: number): void {
    if (this.alarmAt === undefined) this.rearm();
    else if (this.alarmAt === null || dueAt < this.alarmAt) this.arm(dueAt);
  }

  private arm(at: number): void {
    this.alarmAt = at;
    void this.storage.setAlarm(at);
  }
}
