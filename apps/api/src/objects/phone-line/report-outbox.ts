import type { Verdict } from "@callping/domain/calls/call-state";
import type { Env } from "../../env.ts";
import type { CallFact, CallReport } from "../protocol.ts";
import type { Timers } from "../timers.ts";
import type { AttemptRow } from "./rows.ts";
import type { LineStore } from "./store.ts";

/** A Desk that did not take a report is told again after this. */
const RETRY_MS = 1_000;
/** What a crash left behind is told after this, and rows that can go, go. One timer for all calls of a line. */
const LEASE_MS = 5_000;
/** Facts that nobody waits for gather this long, so that a Desk takes several in one commit. */
const GATHER_MS = 100;

interface Pending {
  desk: string;
  report: CallReport;
  /** Whether it is a row: what its PBX tells again after a crash becomes one with the next commit, if it still waits then. */
  written: boolean;
}

/**
 * Reports on their way to Desks: rows, known in memory too. One serial drain a call, so that
 * "ended" never overtakes "key 1". Rows that a Desk has confirmed go with the next commit, and the verdict on a key
 * takes their place: after a crash in between, the Desk is told again and answers as it did.
 */
export class ReportOutbox {
  private readonly env: Env;
  private readonly sql: SqlStorage;
  private readonly store: LineStore;
  private readonly timers: Timers;
  private known: Map<string, Pending[]> | null = null;
  private readonly running = new Map<string, Promise<void>>();
  private readonly gathering = new Set<string>();
  private unwritten = false;
  private readonly confirmed: { callId: string; desk: string; seq: number }[] = [];
  private readonly verdicts = new Map<string, Verdict>();

  constructor(env: Env, sql: SqlStorage, store: LineStore, timers: Timers) {
    this.env = env;
    this.sql = sql;
    this.store = store;
    this.timers = timers;
  }

  /** Writes a fact down for every Desk whose attempts it concerns. Call it inside the commit of the fact. */
  add(callId: string, attempts: readonly AttemptRow[], at: number, fact: CallFact): void {
    this.addLater(callId, attempts, at, fact);
    this.write(this.of(callId));
    this.timers.setOnce("reports", Date.now() + LEASE_MS);
  }

  /** The same for what a crash may forget, since nothing follows from it: it is told at once and seldom becomes a row. */
  addLater(callId: string, attempts: readonly AttemptRow[], at: number, fact: CallFact): void {
    if (attempts.length === 0) return;
    const pending = this.of(callId);
    const seq = this.store.nextSeq(callId);
    const byDesk = Map.groupBy(attempts, (attempt) => attempt.order.desk);
    for (const [desk, own] of byDesk) {
      const attempt_ids = own.map((attempt) => attempt.attempt_id);
      pending.push({ desk, report: { call_id: callId, attempt_ids, seq, at, fact }, written: false });
    }
    this.unwritten = true;
    this.timers.setQuietly("reports", Date.now() + LEASE_MS);
  }

  /** Writes what waits and removes what was confirmed. Rides on every commit of the line. */
  sweep(): void {
    for (const { callId, desk, seq } of this.confirmed)
      this.sql.exec("DELETE FROM reports WHERE call_id = ? AND desk = ? AND seq <= ?", callId, desk, seq);
    this.confirmed.length = 0;
    if (this.unwritten) for (const pending of this.all.values()) this.write(pending);
    this.unwritten = false;
    for (const [callId, verdict] of this.verdicts)
      this.sql.exec(
        "INSERT OR REPLACE INTO verdicts (call_id, body) VALUES (?, ?)",
        callId,
        JSON.stringify(verdict),
      );
    this.verdicts.clear();
  }

  private write(pending: readonly Pending[]): void {
    for (const one of pending) {
      if (one.written) continue;
      one.written = true;
      const { desk, report } = one;
      this.sql.exec(
        "INSERT INTO reports (call_id, desk, seq, body) VALUES (?, ?, ?, ?)",
        report.call_id,
        desk,
        report.seq,
        JSON.stringify(report),
      );
    }
  }

  /** After a rolled-back commit the table alone knows. */
  forget(): void {
    this.known = null;
  }

  /** Sends what is written down for a call, after whatever is under way for it. */
  drain(callId: string): Promise<void> {
    const before = this.running.get(callId) ?? Promise.resolve();
    // Whoever started the one before hears of its failure; this one only waits for its turn.
    const mine: Promise<void> = before
      .catch(() => undefined)
      .then(() => this.sendAll(callId))
      .finally(() => {
        if (this.running.get(callId) === mine) this.running.delete(callId);
      });
    this.running.set(callId, mine);
    return mine;
  }

  /** The same with whatever comes within the next moment. Until it has been sent, the lease keeps it. */
  drainSoon(callId: string): void {
    if (this.gathering.has(callId)) return;
    this.gathering.add(callId);
    setTimeout(() => {
      this.gathering.delete(callId);
      this.drainAside(callId);
    }, GATHER_MS);
  }

  /** The lease ran out: whatever is still there is sent. */
  drainAll(): void {
    for (const callId of this.all.keys()) this.drainAside(callId);
    if (this.all.size > 0) this.timers.set("reports", Date.now() + LEASE_MS);
    else this.sweep();
  }

  /** The verdict on the last key of a call, as often as it is asked for: the answer that carried it may have been lost. */
  verdict(callId: string): Verdict | undefined {
    const fresh = this.verdicts.get(callId);
    if (fresh !== undefined) return fresh;
    const row = this.sql
      .exec<{ body: string }>("SELECT body FROM verdicts WHERE call_id = ?", callId)
      .toArray()[0];
    return row === undefined ? undefined : (JSON.parse(row.body) as Verdict);
  }

  /** Another key was pressed: the verdict of the one before is not its own. Call it inside the commit of the key. */
  forgetVerdict(callId: string): void {
    this.verdicts.delete(callId);
    this.sql.exec("DELETE FROM verdicts WHERE call_id = ?", callId);
  }

  private drainAside(callId: string): void {
    this.drain(callId).catch((error: unknown) =>
      console.error(`reports of ${callId} could not be sent; a timer repeats it`, String(error)),
    );
  }

  private get all(): Map<string, Pending[]> {
    if (this.known !== null) return this.known;
    const rows = this.sql
      .exec<{ desk: string; body: string }>("SELECT desk, body FROM reports ORDER BY call_id, seq")
      .toArray()
      .map(({ desk, body }): Pending => ({ desk, report: JSON.parse(body) as CallReport, written: true }));
    this.known = Map.groupBy(rows, ({ report }) => report.call_id);
    return this.known;
  }

  private of(callId: string): Pending[] {
    const pending = this.all.get(callId) ?? [];
    this.all.set(callId, pending);
    return pending;
  }

  private async sendAll(callId: string): Promise<void> {
    const byDesk = Map.groupBy(this.all.get(callId) ?? [], ({ desk }) => desk);
    const sent = await Promise.allSettled(
      [...byDesk].map(([desk, own]) =>
        this.send(
          callId,
          desk,
          own.map(({ report }) => report),
        ),
      ),
    );
    const failed = sent.find((result) => result.status === "rejected");
    if (failed === undefined) return;
    console.warn("a Desk did not take its reports; they are sent again", callId, String(failed.reason));
    this.timers.setEarlier("reports", Date.now() + RETRY_MS);
  }

  private async send(callId: string, desk: string, reports: CallReport[]): Promise<void> {
    const answer = await this.env.DESK.getByName(desk).callReports(reports);
    const isOpen = (one: Pending): boolean => one.desk !== desk || one.report.seq > answer.seq;
    const pending = this.of(callId);
    if (pending.some((one) => one.written && !isOpen(one)))
      this.confirmed.push({ callId, desk, seq: answer.seq });
    const open = pending.filter(isOpen);
    if (open.length === 0) this.all.delete(callId);
    else this.all.set(callId, open);
    if (answer.verdict !== undefined)
      this.verdicts.set(callId, combine(this.verdict(callId), answer.verdict));
  }
}

/** A key is recorded when every Desk of the call recorded it. */
function combine(first: Verdict | undefined, second: Verdict): Verdict {
  if (first === undefined) return second;
  const named = first.already_by === null ? second : first;
  return {
    recorded: first.recorded && second.recorded,
    meaning: second.meaning,
    already_by: named.already_by,
    ...(named.by_member === true && { by_member: true }),
  };
}
