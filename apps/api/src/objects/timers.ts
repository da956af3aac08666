/**
 * Named moments of one object, over its single alarm. Needs a table `timers (key TEXT PRIMARY KEY, due_at INTEGER)`.
 * A timer that fired is gone; whoever handles it sets the next one before it awaits anything.
 */
export class Timers {
  private readonly storage: DurableObjectStorage;
  /** The alarm as it is set now; unknown after a cold start. */
  private alarmAt: number | null | undefined = undefined;

  constructor(storage: DurableObjectStorage) {
    this.storage = storage;
  }

  /** Sets or moves a timer. `dueAt` is milliseconds since the epoch. */
  set(key: string, dueAt: number): void {
    this.storage.sql.exec("INSERT INTO timers (key, due_at) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at", key, dueAt);
    this.consider(dueAt);
  }

  /** Sets a timer only when there is none of that name yet. */
  setOnce(key: string, dueAt: number): void {
    const added = this.storage.sql.exec("INSERT INTO timers (key, due_at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING RETURNING key", key, dueAt);
    if (added.toArray().length > 0) this.consider(dueAt);
  }

  /** Moves a timer forward in time, never back. */
  setEarlier(key: string, dueAt: number): void {
    this.storage.sql.exec("INSERT INTO timers (key, due_at) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET due_at = min(due_at, excluded.due_at)", key, dueAt);
    this.consider(dueAt);
  }

  clear(key: string): void {
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

  /** Sets the alarm to the earliest timer. */
  rearm(): void {
    const next = this.storage.sql.exec<{ due: number | null }>("SELECT min(due_at) AS due FROM timers").one().due;
    this.alarmAt = null;
    if (next !== null) this.arm(next);
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
