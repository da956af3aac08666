import type { Env } from "../../env.ts";
import type { KeyVerdict, LegReport } from "../protocol.ts";
import type { Timers } from "../timers.ts";
import type { Leg } from "./leg.ts";

/** Rows that a crash left behind are looked for after this time; one shared timer, so that a report costs no write of its own. */
const LEASE_MS = 5_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 15_000;

/**
 * Reports on their way to PhoneLines. A report is a row before anything is awaited; one drain a leg at a time, in
 * sequence, until the line has confirmed it. Else "ended" could overtake "key 1".
 */
export class Outbox {
  private readonly env: Env;
  private readonly sql: SqlStorage;
  private readonly timers: Timers;
  private readonly draining = new Set<string>();
  private readonly failures = new Map<string, number>();
  private leased = false;
  /** What to do with the verdict that comes back for a key. */
  onVerdict: (legId: string, verdict: KeyVerdict) => void = () => undefined;

  constructor(env: Env, sql: SqlStorage, timers: Timers) {
    this.env = env;
    this.sql = sql;
    this.timers = timers;
  }

  /** Writes a report; the caller saves the leg in the same commit and then calls `drain`. */
  add(leg: Leg, at: number, fact: LegReport["fact"]): void {
    leg.state.seq += 1;
    const report: LegReport = { leg_id: leg.leg_id, call_id: leg.call_id, seq: leg.state.seq, at, fact };
    this.sql.exec("INSERT INTO report (leg_id, seq, line, body) VALUES (?, ?, ?, ?)", leg.leg_id, report.seq, leg.line, JSON.stringify(report));
    if (this.leased) return;
    this.leased = true;
    this.timers.set("drain", Date.now() + LEASE_MS);
  }

  /** The lease ran out: drains whatever is still there. */
  drainAll(): void {
    const legs = this.sql.exec<{ leg_id: string }>("SELECT DISTINCT leg_id FROM report").toArray();
    this.leased = legs.length > 0;
    if (this.leased) this.timers.set("drain", Date.now() + LEASE_MS);
    for (const { leg_id } of legs) if (!this.failures.has(leg_id)) void this.drain(leg_id);
  }

  /** Sends a leg's reports until none is left. Never rejects: a failure is repeated by a timer, with back-off. */
  async drain(legId: string): Promise<void> {
    if (this.draining.has(legId)) return;
    this.draining.add(legId);
    try {
      for (let batch = this.batch(legId); batch !== null; batch = this.batch(legId)) await this.send(legId, batch);
      this.failures.delete(legId);
    } catch (error) {
      this.retryLater(legId, error);
    } finally {
      this.draining.delete(legId);
    }
  }

  private batch(legId: string): { line: string; reports: LegReport[] } | null {
    const rows = this.sql.exec<{ line: string; body: string }>("SELECT line, body FROM report WHERE leg_id = ? ORDER BY seq", legId).toArray();
    const [first] = rows;
    if (first === undefined) return null;
    return { line: first.line, reports: rows.map((row) => JSON.parse(row.body) as LegReport) };
  }

  private async send(legId: string, batch: { line: string; reports: LegReport[] }): Promise<void> {
    const answer = await this.env.PHONE_LINE.getByName(batch.line).legReports(batch.reports);
    const deleted = this.sql.exec("DELETE FROM report WHERE leg_id = ? AND seq <= ?", legId, answer.seq).rowsWritten;
    if (deleted === 0) throw new Error(`the line confirmed nothing beyond ${answer.seq}`);
    if (answer.verdict !== undefined) this.onVerdict(legId, answer.verdict);
  }

  private retryLater(legId: string, error: unknown): void {
    const failures = (this.failures.get(legId) ?? 0) + 1;
    this.failures.set(legId, failures);
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
    console.warn(`reports of ${legId} are not delivered yet; next try in ${wait} ms`, String(error));
    this.timers.set(`retry:${legId}`, Date.now() + wait);
  }
}
