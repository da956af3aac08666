import type { Verdict } from "@callping/domain/calls/call-state";
import type { Env } from "../../env.ts";
import type { LegReport, LegReportAnswer } from "../protocol.ts";
import { isFleetName } from "../names.ts";
import type { Timers } from "../timers.ts";
import type { Leg } from "./leg.ts";

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 15_000;
/** A line that waits longer for its Desks is asked again, so that "ended" is not stuck behind "key 1". */
const ANSWER_MS = 10_000;

/** Reports of one leg that are not confirmed yet. */
interface Queue {
  line: string;
  /** As they stand in the table. */
  reports: LegReport[];
  /** Not in the table yet, so nobody is told: the numbers of what a crash forgets are given again. */
  unwritten: LegReport[];
  /** Not told before, unless something urgent comes. */
  tellAt: number;
  draining: boolean;
  failures: number;
}

/** What is spoken after the key is told with the end of the call, which is a farewell away, or after this. */
const FAREWELL_MS = 2_000;

/**
 * Reports on their way to PhoneLines. A report is a row before anything is awaited; one drain a leg at a time, in
 * sequence, until the line has confirmed it. Else "ended" could overtake "key 1". The rows are read after a crash only,
 * and go with the next write.
 */
export class Outbox {
  private readonly env: Env;
  private readonly sql: SqlStorage;
  private readonly timers: Timers;
  private readonly queues = new Map<string, Queue>();
  /** Rows that can go: the last confirmed number of each leg. */
  private readonly confirmed = new Map<string, number>();
  /** What to do with the verdict that comes back for a key. */
  onVerdict: (legId: string, verdict: Verdict) => void = () => undefined;

  constructor(env: Env, sql: SqlStorage, timers: Timers) {
    this.env = env;
    this.sql = sql;
    this.timers = timers;
    const rows = sql.exec<{ leg_id: string; line: string; body: string }>(
      "SELECT leg_id, line, body FROM report ORDER BY leg_id, seq",
    );
    for (const row of rows) this.queue(row.leg_id, row.line).reports.push(JSON.parse(row.body) as LegReport);
  }

  get isEmpty(): boolean {
    return this.queues.size === 0;
  }

  /** Takes a report; it is told once it is written. */
  add(leg: Leg, at: number, fact: LegReport["fact"]): void {
    leg.state.seq += 1;
    const report: LegReport = { leg_id: leg.leg_id, call_id: leg.call_id, seq: leg.state.seq, at, fact };
    const queue = this.queue(leg.leg_id, leg.line);
    queue.unwritten.push(report);
    const patient = fact.kind === "spoken" && (leg.state.call?.keyed ?? null) !== null;
    if (patient && queue.reports.length === 0 && queue.tellAt === 0) this.tellLater(leg.leg_id, queue);
    else if (!patient) queue.tellAt = 0;
  }

  /** Whether a report of this leg waits that others wait for: a key for its verdict, an end for the next attempt. */
  hasUrgent(legId: string): boolean {
    const unwritten = this.queues.get(legId)?.unwritten ?? [];
    return unwritten.some(({ fact }) => fact.kind === "key" || fact.kind === "ended");
  }

  /** Writes what is new and removes what was confirmed. Part of the link's one commit. */
  write(): void {
    for (const [legId, seq] of this.confirmed)
      this.sql.exec("DELETE FROM report WHERE leg_id = ? AND seq <= ?", legId, seq);
    this.confirmed.clear();
    for (const [legId, queue] of this.queues) {
      for (const report of queue.unwritten) {
        this.sql.exec(
          "INSERT INTO report (leg_id, seq, line, body) VALUES (?, ?, ?, ?)",
          legId,
          report.seq,
          queue.line,
          JSON.stringify(report),
        );
      }
      queue.reports.push(...queue.unwritten);
      queue.unwritten = [];
    }
  }

  /** Sends whatever is written, may be told by now and has no retry of its own. */
  drainAll(): void {
    const now = Date.now();
    for (const [legId, queue] of this.queues)
      if (queue.failures === 0 && queue.tellAt <= now) void this.drain(legId);
  }

  /** Sends a leg's reports until none is left. Never rejects: a failure is repeated by a timer, with back-off. */
  async drain(legId: string): Promise<void> {
    const queue = this.queues.get(legId);
    if (queue === undefined || queue.draining) return;
    queue.draining = true;
    try {
      while (queue.reports.length > 0) await this.send(legId, queue);
      if (queue.unwritten.length === 0) this.queues.delete(legId);
    } catch (error) {
      this.retryLater(legId, queue, error);
    } finally {
      queue.draining = false;
    }
  }

  private queue(legId: string, line: string): Queue {
    const known = this.queues.get(legId);
    if (known !== undefined) return known;
    const queue: Queue = { line, reports: [], unwritten: [], tellAt: 0, draining: false, failures: 0 };
    this.queues.set(legId, queue);
    return queue;
  }

  private tellLater(legId: string, queue: Queue): void {
    queue.tellAt = Date.now() + FAREWELL_MS;
    setTimeout(() => void this.drain(legId), FAREWELL_MS);
  }

  private async send(legId: string, queue: Queue): Promise<void> {
    const delivery = receiverOf(this.env, queue.line).legReports(queue.reports);
    // An answer that comes after the time counts as well: its verdict may be the one the caller waits for.
    await within(
      ANSWER_MS,
      delivery.then((answer) => this.confirm(legId, queue, answer)),
    );
    queue.failures = 0;
  }

  private confirm(legId: string, queue: Queue, answer: LegReportAnswer): void {
    const open = queue.reports.filter((report) => report.seq > answer.seq);
    const nothing = open.length === queue.reports.length;
    queue.reports = open;
    this.confirmed.set(legId, answer.seq);
    if (answer.verdict !== undefined) this.onVerdict(legId, answer.verdict);
    if (nothing) throw new Error(`the line confirmed nothing beyond ${answer.seq}`);
  }

  private retryLater(legId: string, queue: Queue, error: unknown): void {
    queue.failures += 1;
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (queue.failures - 1), LAST_RETRY_MS);
    console.warn(`reports of ${legId} are not delivered yet; next try in ${wait} ms`, String(error));
    this.timers.set(`retry:${legId}`, Date.now() + wait);
  }
}

/** Who placed a leg: a line, or the Fleet when it is a test call. */
function receiverOf(
  { PHONE_LINE, FLEET }: Env,
  name: string,
): { legReports(reports: LegReport[]): Promise<LegReportAnswer> } {
  return isFleetName(name) ? FLEET.getByName(name) : PHONE_LINE.getByName(name);
}

/** Guards one answer that is on its way; what must survive the object stands in the timers table. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
