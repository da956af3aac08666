import type { Env } from "../../env.ts";
import type { CodeCallRecord } from "../code-protocol.ts";
import type { DrillRecord, OutboxRow } from "../desk-protocol.ts";
import type { Timers } from "../timers.ts";
import type { AlertStore } from "./alert-store.ts";
import type { CallStore } from "./call-store.ts";
import type { RefusalStore } from "./refusal-store.ts";
import type { RequestStore } from "./request-store.ts";
import { toAlertView } from "./views.ts";

/** Rows gather for this long before the queue hears of them: projections may lag, calls may not. */
const GATHER_MS = 10_000;
/** The end of a call is what its rows waited for: what else belongs to it comes within this. */
const AFTER_END_MS = 2_000;
/** A row that the consumer has not confirmed by then is announced again (the local queue forgets on a restart). */
const LEASE_MS = 30_000;
/** What was confirmed goes with the next commit, or alone after this. Nearer than the object's own clock reaches. */
const TIDY_MS = 7_000;
/** Ids in one queue message; rows stay in the Desk until they are pulled. */
const IDS_A_MESSAGE = 100;

type Row = {
  id: number;
  kind: "request" | "alert" | "call" | "drill" | "code_call" | "refusal";
  ref: string;
};

/**
 * What D1 has not confirmed yet: references only, one row a thing however often it changed. The rows alone are durable:
 * who was told of them is known in memory, so that a projection costs no commit; after a crash all of it is told again.
 */
export class Outbox {
  private readonly env: Env;
  private readonly name: string;
  private readonly organizationId: () => string;
  private readonly sql: SqlStorage;
  private readonly timers: Timers;
  /** Rows written since the last announcement: they are read when they are pulled, so a further change needs no new row. */
  private readonly unannounced = new Set<string>();
  /** Until when the queue has its time with a row. */
  private readonly leases = new Map<number, number>();
  /** The last timeline entry that was handed out with an alert's row, null with others. */
  private readonly pulled = new Map<number, number | null>();
  /** Confirmed, and still in the table. */
  private readonly confirmed = new Map<number, number | null>();
  private readonly stores: {
    alerts: AlertStore;
    calls: CallStore;
    requests: RequestStore;
    refusals: RefusalStore;
    drillRecord: (drillId: string) => DrillRecord | null;
    codeRecord: (id: string) => CodeCallRecord | null;
  };

  constructor(
    env: Env,
    name: string,
    organizationId: () => string,
    sql: SqlStorage,
    timers: Timers,
    stores: Outbox["stores"],
  ) {
    this.env = env;
    this.name = name;
    this.organizationId = organizationId;
    this.sql = sql;
    this.timers = timers;
    this.stores = stores;
  }

  /** Marks a thing as changed. A new id each time, so that an old confirmation cannot swallow a newer change. */
  add(kind: Row["kind"], ref: string): void {
    const name = `${kind} ${ref}`;
    if (this.unannounced.has(name)) return;
    this.unannounced.add(name);
    this.sql.exec("INSERT OR REPLACE INTO outbox (kind, ref) VALUES (?, ?)", kind, ref);
    this.timers.setEarlier("outbox", Date.now() + GATHER_MS);
  }

  /** A call is over: what waits is told soon. */
  hurry(): void {
    this.timers.setEarlier("outbox", Date.now() + AFTER_END_MS);
  }

  /** After a rolled-back commit nothing is known to be written, told or removed. */
  forget(): void {
    this.unannounced.clear();
    this.leases.clear();
    this.confirmed.clear();
    this.timers.setQuietly("outbox", Date.now() + GATHER_MS);
  }

  /** Tells the queue which rows wait, and asks itself again when their lease runs out. */
  async announce(now: number): Promise<void> {
    let last: number | undefined = 0;
    while (last !== undefined) {
      // Each time anew: while a message is sent, rows are added that the next turn announces.
      this.unannounced.clear();
      const page = this.idsAfter(last);
      const ids = page.filter((id) => !this.confirmed.has(id) && (this.leases.get(id) ?? 0) <= now);
      for (const id of ids) this.leases.set(id, now + LEASE_MS);
      if (this.leases.size > 0) this.timers.setQuietly("outbox", now + LEASE_MS);
      last = page.at(-1);
      if (ids.length > 0) await this.env.RECORDS.send({ desk: this.name, outbox_ids: ids });
    }
  }

  /** The rows behind some ids; none for ids that were confirmed or replaced since. Writes nothing. */
  pull(ids: readonly number[]): OutboxRow[] {
    return this.sql
      .exec<Row>(
        "SELECT id, kind, ref FROM outbox WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        JSON.stringify(ids),
      )
      .toArray()
      .filter(({ id }) => !this.confirmed.has(id))
      .flatMap((row) => this.expand(row));
  }

  /** D1 has these rows. Only what this object handed out since it woke: how far an alert's timeline went, it alone knows. */
  confirm(ids: readonly number[]): void {
    for (const id of ids) {
      const uptoSeq = this.pulled.get(id);
      if (uptoSeq === undefined) continue;
      this.pulled.delete(id);
      this.leases.delete(id);
      this.confirmed.set(id, uptoSeq);
    }
    if (this.confirmed.size > 0) this.timers.setQuietly("tidy", Date.now() + TIDY_MS);
    if (this.isTold()) this.timers.clear("outbox");
  }

  /** Removes what was confirmed. Rides on every commit of the Desk. */
  sweep(): void {
    if (this.confirmed.size === 0) return;
    const gone = this.sql
      .exec<Row>(
        "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?)) RETURNING id, kind, ref",
        JSON.stringify([...this.confirmed.keys()]),
      )
      .toArray();
    for (const { id, kind, ref } of gone) {
      const uptoSeq = this.confirmed.get(id);
      if (kind === "alert" && uptoSeq != null) this.stores.alerts.noteProjected(ref, uptoSeq);
      if (kind === "request") this.stores.requests.dropRecord(ref);
    }
    this.confirmed.clear();
    this.timers.clear("tidy");
  }

  private idsAfter(id: number): number[] {
    return this.sql
      .exec<{ id: number }>("SELECT id FROM outbox WHERE id > ? ORDER BY id LIMIT ?", id, IDS_A_MESSAGE)
      .toArray()
      .map((row) => row.id);
  }

  /** Whether D1 has everything: no row is left but those that go with the next commit. */
  private isTold(): boolean {
    const most = this.confirmed.size + 1;
    const rows = this.sql.exec<{ id: number }>("SELECT id FROM outbox LIMIT ?", most).toArray();
    return rows.every(({ id }) => this.confirmed.has(id));
  }

  private expand({ id, kind, ref }: Row): OutboxRow[] {
    this.pulled.set(id, null);
    if (kind === "request") {
      const row = this.stores.requests.record(ref);
      return row === null ? [] : [{ id, kind, row }];
    }
    if (kind === "call") {
      const row = this.stores.calls.record(ref);
      return row === null ? [] : [{ id, kind, row }];
    }
    if (kind === "drill") {
      const row = this.stores.drillRecord(ref);
      return row === null ? [] : [{ id, kind, row }];
    }
    if (kind === "refusal") {
      const row = this.stores.refusals.record(ref);
      return row === null ? [] : [{ id, kind, row }];
    }
    if (kind === "code_call") {
      const row = this.stores.codeRecord(ref);
      return row === null ? [] : [{ id, kind, row }];
    }
    return this.expandAlert(id, ref);
  }

  private expandAlert(id: number, alertId: string): OutboxRow[] {
    const stored = this.stores.alerts.byId(alertId);
    if (stored === null) return [];
    const organization_id = this.organizationId();
    this.pulled.set(id, stored.seq);
    const entries = this.stores.alerts.timeline(alertId, this.stores.alerts.projectedSeq(alertId));
    return [
      { id, kind: "alert", row: { ...toAlertView(stored.alert), organization_id, version: stored.seq } },
      ...entries.map((entry): OutboxRow => ({
        id,
        kind: "timeline",
        row: { alert_id: alertId, organization_id, entry },
      })),
    ];
  }
}
