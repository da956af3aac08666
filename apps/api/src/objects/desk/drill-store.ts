import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import type { Drill } from "@callping/domain/drills/drill";
import type { LastDrill } from "@callping/domain/drills/next-moment";

export interface StoredDrill {
  drill: Drill;
  numberMasked: string;
  /** Grows with every change: newer wins in D1. */
  version: number;
  timeline: TimelineEntry[];
}

/** When a phone is rung next, and what that was worked out from. */
export interface StoredPlan {
  phoneId: string;
  plannedAt: number | null;
  last: LastDrill | null;
  digest: string;
}

type PlanRow = {
  phone_id: string;
  planned_at: number | null;
  last_at: number | null;
  last_missed: number;
  digest: string;
};

/** Drills and when the next ones are. A few a week: nothing of it is held in memory. */
export class DrillStore {
  private readonly sql: SqlStorage;
  /** False only when none is under way: every alert that dials asks. */
  private mayBeOpen = true;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** After a rolled-back commit one may be under way again. */
  forget(): void {
    this.mayBeOpen = true;
  }

  byId(drillId: string): StoredDrill | null {
    return this.read("id = ?", drillId)[0] ?? null;
  }

  /** The one that is under way for a phone. */
  openOf(phoneId: string): StoredDrill | null {
    return this.read("phone_id = ? AND closed_at IS NULL", phoneId)[0] ?? null;
  }

  /** Those under way, for any phone. */
  open(): StoredDrill[] {
    if (!this.mayBeOpen) return [];
    const open = this.read("closed_at IS NULL");
    this.mayBeOpen = open.length > 0;
    return open;
  }

  /** Whether a phone was ever rung, or missed, for a planned moment: nobody is rung for it twice. */
  isKnown(phoneId: string, plannedAt: number): boolean {
    return (
      this.read("phone_id = ? AND planned_at = ? AND origin = 'schedule'", phoneId, plannedAt).length > 0
    );
  }

  due(now: number): StoredDrill[] {
    return this.read("wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at", now);
  }

  /** Those that somebody asked for since a moment. */
  asked(since: number): { phoneId: string; at: number }[] {
    return this.sql
      .exec<{ phone_id: string; planned_at: number }>(
        "SELECT phone_id, planned_at FROM drills WHERE origin = 'request' AND planned_at > ?",
        since,
      )
      .toArray()
      .map(({ phone_id, planned_at }) => ({ phoneId: phone_id, at: planned_at }));
  }

  private read(where: string, ...values: (string | number)[]): StoredDrill[] {
    return this.sql
      .exec<{ body: string }>(`SELECT body FROM drills WHERE ${where}`, ...values)
      .toArray()
      .map(({ body }) => JSON.parse(body) as StoredDrill);
  }

  save(stored: StoredDrill): void {
    this.mayBeOpen = true;
    const { id, phoneId, plannedAt, origin, wakeAt, endedAt } = stored.drill;
    this.sql.exec(
      `INSERT INTO drills (id, phone_id, planned_at, origin, wake_at, closed_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET wake_at = excluded.wake_at, closed_at = excluded.closed_at, body = excluded.body`,
      id,
      phoneId,
      plannedAt,
      origin,
      wakeAt,
      endedAt,
      JSON.stringify(stored),
    );
  }

  plans(): StoredPlan[] {
    return this.sql
      .exec<PlanRow>("SELECT phone_id, planned_at, last_at, last_missed, digest FROM drill_plans")
      .toArray()
      .map(({ phone_id, planned_at, last_at, last_missed, digest }) => ({
        phoneId: phone_id,
        plannedAt: planned_at,
        last: last_at === null ? null : { at: last_at, missed: last_missed === 1 },
        digest,
      }));
  }

  savePlan({ phoneId, plannedAt, last, digest }: StoredPlan): void {
    this.sql.exec(
      "INSERT OR REPLACE INTO drill_plans (phone_id, planned_at, last_at, last_missed, digest) VALUES (?, ?, ?, ?, ?)",
      phoneId,
      plannedAt,
      last?.at ?? null,
      last?.missed === true ? 1 : 0,
      digest,
    );
  }

  removePlan(phoneId: string): void {
    this.sql.exec("DELETE FROM drill_plans WHERE phone_id = ?", phoneId);
  }

  /** The next moment at which a drill begins or goes on; `null` when none is planned or under way. */
  nextWake(): number | null {
    return this.sql
      .exec<{ at: number | null }>(
        "SELECT min(at) AS at FROM (SELECT min(planned_at) AS at FROM drill_plans UNION ALL SELECT min(wake_at) FROM drills)",
      )
      .one().at;
  }

  prune(before: number): void {
    this.sql.exec("DELETE FROM drills WHERE closed_at < ?", before);
  }
}
