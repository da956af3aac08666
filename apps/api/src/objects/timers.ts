/** Nearer than this, the object's own clock fires a timer: what had an event just now stays in memory for longer. */
const NEAR_MS = 8_000;
/** How much later than a near timer the alarm comes, for an object that died: one alarm then serves many of them. */
const GRACE_MS = 2_000;
/** How much later than a patient timer the alarm may come: nobody's telephone waits for it. */
const PATIENCE_MS = 60_000;
/** A timer whose work threw is fired again after this. */
const AGAIN_MS = 1_000;

/** Milliseconds since the epoch. */
type Moment = number;

/**
 * Named moments of one object. Needs a table `timers (key TEXT PRIMARY KEY, due_at INTEGER)`. They are rows, so that a
 * crash forgets none; known in memory, so that reading them costs nothing; and fired by the object's own clock when near,
 * since each move of the one alarm is a durable write of its own. After a crash a near timer is up to 2 s late, and one
 * that was cleared or fired just before may fire again: handlers look at what is there.
 */
export class Timers {
  private readonly storage: DurableObjectStorage;
  private readonly fire: (key: string) => void;
  private readonly soon: (work: () => void) => void;
  private readonly patient: ReadonlySet<string>;
  private known: Map<string, Moment> | null = null;
  /** Keys whose rows differ from what is known; written together. */
  private readonly unsaved = new Set<string>();
  /** The alarm as it is set now; after a cold start it is unknown, and set again. */
  private alarmAt: Moment | null = null;
  private clock: { at: Moment; handle: ReturnType<typeof setTimeout> } | null = null;
  private saving = false;

  /**
   * @param fire what to do when a timer is due; it is gone by then, and sets the next one before it awaits anything
   * @param patient keys for which no telephone waits: after a crash they are up to a minute late, and need fewer alarms
   * @param soon when changed rows are written: at the end of the turn, unless the object gathers its writes
   */
  constructor(
    storage: DurableObjectStorage,
    fire: (key: string) => void,
    patient: readonly string[] = [],
    soon: (work: () => void) => void = (work) => queueMicrotask(work),
  ) {
    this.storage = storage;
    this.fire = fire;
    this.patient = new Set(patient);
    this.soon = soon;
  }

  /** Sets or moves a timer. */
  set(key: string, dueAt: Moment): void {
    if (this.table.get(key) === dueAt) return;
    this.setQuietly(key, dueAt);
    if (this.saving) return;
    this.saving = true;
    this.soon(() => this.save());
  }

  /** The same for what is found again after a crash: its row and its alarm go with the next write, whatever that is for. */
  setQuietly(key: string, dueAt: Moment): void {
    this.table.set(key, dueAt);
    this.unsaved.add(key);
    this.startClock(dueAt);
  }

  /** Sets a timer only when there is none of that name yet. */
  setOnce(key: string, dueAt: Moment): void {
    if (!this.table.has(key)) this.set(key, dueAt);
  }

  /** Moves a timer forward in time, never back. */
  setEarlier(key: string, dueAt: Moment): void {
    const current = this.table.get(key);
    if (current === undefined || dueAt < current) this.set(key, dueAt);
  }

  /** Its row goes with the next write: alone, it is not worth one. */
  clear(key: string): void {
    if (this.table.delete(key)) this.unsaved.add(key);
  }

  /** When a timer is due; `null` when there is none of that name. */
  dueAt(key: string): Moment | null {
    return this.table.get(key) ?? null;
  }

  /** Whether the object is woken at all, once what runs now has set its timers. */
  async hasAlarm(): Promise<boolean> {
    await Promise.resolve();
    return (await this.storage.getAlarm()) !== null;
  }

  /** Sets the alarm whatever is known of it. */
  armAgain(): void {
    this.alarmAt = null;
    this.arm();
  }

  /** The earliest moment that is not over, or was missed; `null` when there is none. What is patient does not count. */
  earliest(): Moment | null {
    const moments = [...this.table].flatMap(([key, dueAt]) => (this.patient.has(key) ? [] : [dueAt]));
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** What the object's `alarm()` calls, and nothing else. Never throws. */
  alarm(): void {
    this.alarmAt = null;
    this.run();
  }

  /** Never inside a commit: what the timers know must not be rolled back under them. */
  private save(): void {
    this.saving = false;
    const table = this.table;
    const keys = [...this.unsaved];
    const gone = keys.filter((key) => !table.has(key));
    const set = keys.flatMap((key) => {
      const dueAt = table.get(key);
      return dueAt === undefined ? [] : [[key, dueAt]];
    });
    this.unsaved.clear();
    const { sql } = this.storage;
    if (gone.length > 0)
      sql.exec("DELETE FROM timers WHERE key IN (SELECT value FROM json_each(?))", JSON.stringify(gone));
    if (set.length > 0)
      sql.exec(
        `INSERT OR REPLACE INTO timers (key, due_at)
         SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)`,
        JSON.stringify(set),
      );
    this.arm();
  }

  private run(): void {
    const now = Date.now();
    const due = [...this.table].filter(([, dueAt]) => dueAt <= now).toSorted(([, a], [, b]) => a - b);
    for (const [key, dueAt] of due) {
      // One that was due may have been cleared or moved by another.
      if (this.table.get(key) !== dueAt) continue;
      this.clear(key);
      try {
        this.fire(key);
      } catch (error) {
        console.error(
          `timer ${key} failed and is repeated`,
          error instanceof Error ? error.stack : String(error),
        );
        this.setEarlier(key, now + AGAIN_MS);
      }
    }
    this.arm();
  }

  private get table(): Map<string, Moment> {
    this.known ??= new Map(
      this.storage.sql
        .exec<{ key: string; due_at: number }>("SELECT key, due_at FROM timers")
        .toArray()
        .map((row) => [row.key, row.due_at]),
    );
    return this.known;
  }

  /** Sees to it that the clock and the alarm come for the earliest timer. An alarm that is too early does no harm. */
  private arm(): void {
    this.startClock(Math.min(...this.table.values()));
    const now = Date.now();
    const alarmAt = Math.min(...[...this.table].map(([key, dueAt]) => this.alarmFor(key, dueAt, now)));
    if (!Number.isFinite(alarmAt)) return;
    if (this.alarmAt !== null && this.alarmAt <= alarmAt) return;
    this.alarmAt = alarmAt;
    void this.storage.setAlarm(alarmAt);
  }

  private alarmFor(key: string, dueAt: Moment, now: Moment): Moment {
    if (this.patient.has(key)) return dueAt + PATIENCE_MS;
    return dueAt - now < NEAR_MS ? dueAt + GRACE_MS : dueAt;
  }

  private startClock(at: Moment): void {
    const wait = at - Date.now();
    if (wait >= NEAR_MS || (this.clock !== null && this.clock.at <= at)) return;
    clearTimeout(this.clock?.handle);
    const handle = setTimeout(
      () => {
        this.clock = null;
        this.run();
      },
      Math.max(0, wait),
    );
    this.clock = { at, handle };
  }
}
