import type { Used } from "@callping/domain/caps/decide-cap";
import { DESTINATION_REMEMBERED_DAYS } from "@callping/domain/caps/limits";

const DAY_MS = 24 * 3600 * 1000;
const NOTHING: Used = { calls: 0, newDestinations: 0, units: 0 };
/** An attempt that was ordered and has no call yet. */
export type OnItsWay = { number: string; units: number; isNew: boolean };

/** The day of a moment, by UTC: caps end at its midnight. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/**
 * What an organization has spent today, and which numbers it has rung. A call is counted in the commit that first hears of
 * it, so that a crash neither forgets nor repeats it; calls on their way are known in memory, and found again after a crash.
 */
export class CapStore {
  private readonly sql: SqlStorage;
  private today: { day: string; used: Used } | null = null;
  private readonly onTheirWay = new Map<string, OnItsWay>();
  /** Whether calls that were ordered in a life before this one are among them. */
  private isComplete = false;

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  /** Counted calls, and those on their way: one a number, since attempts of one number become one call. */
  used(now: number, ordered: () => Iterable<[attemptId: string, call: OnItsWay]>): Used {
    if (!this.isComplete) {
      this.isComplete = true;
      for (const [attemptId, call] of ordered()) this.onTheirWay.set(attemptId, call);
    }
    const sum = { ...this.counted(now) };
    const numbers = new Map([...this.onTheirWay.values()].map((call) => [call.number, call]));
    for (const { units, isNew } of numbers.values()) {
      sum.calls += 1;
      sum.units += units;
      sum.newDestinations += isNew ? 1 : 0;
    }
    return sum;
  }

  /** What was counted today. */
  counted(now: number): Used {
    const day = dayOf(now);
    if (this.today?.day === day) return this.today.used;
    const [row] = this.sql
      .exec<{ calls: number; destinations: number; units: number }>(
        "SELECT calls, destinations, units FROM cap_days WHERE day = ?",
        day,
      )
      .toArray();
    const used =
      row === undefined ? NOTHING : { calls: row.calls, newDestinations: row.destinations, units: row.units };
    this.today = { day, used };
    return used;
  }

  /** Whether another attempt for the number is on its way: one call serves both. */
  isExpected(number: string): boolean {
    return [...this.onTheirWay.values()].some((call) => call.number === number);
  }

  expect(attemptId: string, call: OnItsWay): void {
    this.onTheirWay.set(attemptId, call);
  }

  /** It has a call, or will have none. */
  settle(attemptId: string): void {
    this.onTheirWay.delete(attemptId);
  }

  /** When the organization first rang a number; `null`: not within 90 days. */
  firstRung(number: string): number | null {
    const [row] = this.sql
      .exec<{ first_at: number }>("SELECT first_at FROM destinations WHERE number = ?", number)
      .toArray();
    return row?.first_at ?? null;
  }

  /** Counts a call. Inside the commit in which it is first heard of. */
  count(number: string, units: number, now: number): void {
    const isNew = this.firstRung(number) === null;
    const { calls, newDestinations, units: spent } = this.counted(now);
    const used = {
      calls: calls + 1,
      newDestinations: newDestinations + (isNew ? 1 : 0),
      units: spent + units,
    };
    this.sql.exec(
      "INSERT OR REPLACE INTO cap_days (day, calls, destinations, units) VALUES (?, ?, ?, ?)",
      dayOf(now),
      used.calls,
      used.newDestinations,
      used.units,
    );
    this.sql.exec(
      "INSERT INTO destinations (number, first_at, last_at) VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET last_at = excluded.last_at",
      number,
      now,
      now,
    );
    this.today = { day: dayOf(now), used };
  }

  /** After a rolled-back commit the table alone knows. */
  forget(): void {
    this.today = null;
  }

  prune(now: number): void {
    this.sql.exec("DELETE FROM cap_days WHERE day < ?", dayOf(now - 7 * DAY_MS));
    this.sql.exec("DELETE FROM destinations WHERE last_at < ?", now - DESTINATION_REMEMBERED_DAYS * DAY_MS);
  }
}
