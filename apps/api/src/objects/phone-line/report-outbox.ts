import type { Env } from "../../env.ts";
import type { CallFact, CallReport, KeyVerdict } from "../protocol.ts";
import type { Timers } from "../timers.ts";
import type { AttemptRow } from "./rows.ts";
import type { LineStore } from "./store.ts";

/** A Desk that did not take a report is told again after this. */
const RETRY_MS = 1_000;

/**
 * Reports on their way to Desks: written with the fact, deleted when the Desk has them. One serial drain a call,
 * so that "ended" never overtakes "key 1".
 */
export class ReportOutbox {
  private readonly env: Env;
  private readonly sql: SqlStorage;
  private readonly store: LineStore;
  private readonly timers: Timers;
  private readonly running = new Map<string, Promise<void>>();

  constructor(env: Env, sql: SqlStorage, store: LineStore, timers: Timers) {
    this.env = env;
    this.sql = sql;
    this.store = store;
    this.timers = timers;
  }

  /** Writes a fact down for every Desk whose attempts it concerns. Call it inside the commit of the fact. */
  add(callId: string, attempts: readonly AttemptRow[], at: number, fact: CallFact): void {
    if (attempts.length === 0) return;
    const seq = this.store.nextSeq(callId);
    const byDesk = Map.groupBy(attempts, (attempt) => attempt.order.desk);
    for (const [desk, own] of byDesk) {
      const report: CallReport = {
        call_id: callId,
        attempt_ids: own.map((attempt) => attempt.attempt_id),
        seq,
        at,
        fact,
      };
      this.sql.exec(
        "INSERT INTO reports (call_id, desk, seq, body) VALUES (?, ?, ?, ?)",
        callId,
        desk,
        seq,
        JSON.stringify(report),
      );
    }
    this.timers.set(`reports:${callId}`, Date.now() + RETRY_MS);
  }

  /** Sends what is written down for a call, after whatever is under way for it. */
  drain(callId: string): Promise<void> {
    const before = this.running.get(callId) ?? Promise.resolve();
    const mine = before.then(() => this.sendAll(callId));
    this.running.set(callId, mine);
    void mine.finally(() => {
      if (this.running.get(callId) === mine) this.running.delete(callId);
    });
    return mine;
  }

  /** The verdict on the last key of a call, as often as it is asked for: the answer that carried it may have been lost. */
  verdict(callId: string): KeyVerdict | undefined {
    const row = this.sql
      .exec<{ body: string }>("SELECT body FROM verdicts WHERE call_id = ?", callId)
      .toArray()[0];
    return row === undefined ? undefined : (JSON.parse(row.body) as KeyVerdict);
  }

  /** Another key was pressed: the verdict of the one before is not its own. Call it inside the commit of the key. */
  forgetVerdict(callId: string): void {
    this.sql.exec("DELETE FROM verdicts WHERE call_id = ?", callId);
  }

  private async sendAll(callId: string): Promise<void> {
    const rows = this.sql
      .exec<{ desk: string; seq: number; body: string }>(
        "SELECT desk, seq, body FROM reports WHERE call_id = ? ORDER BY seq",
        callId,
      )
      .toArray();
    const byDesk = Map.groupBy(rows, (row) => row.desk);
    const sent = await Promise.allSettled(
      [...byDesk].map(([desk, own]) =>
        this.send(
          callId,
          desk,
          own.map((row) => row.body),
        ),
      ),
    );
    const failed = sent.find((result) => result.status === "rejected");
    if (failed !== undefined) {
      console.warn("a Desk did not take its reports; they are sent again", callId, String(failed.reason));
      this.timers.set(`reports:${callId}`, Date.now() + RETRY_MS);
    } else if (
      this.sql.exec("SELECT 1 FROM reports WHERE call_id = ? LIMIT 1", callId).toArray().length === 0
    ) {
      this.timers.clear(`reports:${callId}`);
    }
  }

  private async send(callId: string, desk: string, bodies: string[]): Promise<void> {
    const reports = bodies.map((body) => JSON.parse(body) as CallReport);
    const answer = await this.env.DESK.getByName(desk).callReports(reports);
    this.sql.exec(
      "DELETE FROM reports WHERE call_id = ? AND desk = ? AND seq <= ?",
      callId,
      desk,
      answer.seq,
    );
    if (answer.verdict === undefined) return;
    const verdict = combine(this.verdict(callId), answer.verdict);
    this.sql.exec(
      "INSERT OR REPLACE INTO verdicts (call_id, body) VALUES (?, ?)",
      callId,
      JSON.stringify(verdict),
    );
  }
}

/** A key is recorded when every Desk of the call recorded it. */
function combine(first: KeyVerdict | undefined, second: KeyVerdict): KeyVerdict {
  if (first === undefined) return second;
  return {
    ...second,
    recorded: first.recorded && second.recorded,
    already_by: first.already_by ?? second.already_by,
  };
}
