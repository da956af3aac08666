import type { Env } from "../../env.ts";
import type { OutboxRow } from "../desk-protocol.ts";
import type { Timers } from "../timers.ts";
import type { AlertStore } from "./alert-store.ts";
import type { CallStore } from "./call-store.ts";
import type { RequestStore } from "./request-store.ts";
import { toAlertView } from "./views.ts";

/** Rows gather for this long before the queue hears of them: projections may lag, calls may not. */
const GATHER_MS = 5_000;
/** A row that the consumer has not confirmed by then is announced again (the local queue forgets on a restart). */
const LEASE_MS = 30_000;
/** Ids in one queue message; rows stay in the Desk until they are pulled. */
const IDS_A_MESSAGE = 100;

type Row = { id: number; kind: string; ref: string };

/** What D1 has not confirmed yet: references only, one row a thing however often it changed. */
export class Outbox {
  private readonly env: Env;
  private readonly name: string;
  private readonly organizationId: () => string;
  private readonly sql: SqlStorage;
  private readonly timers: Timers;
  /** Rows written since the last announcement: they are read when they are pulled, so a further change needs no new row. */
  private readonly unannounced = new Set<string>();
  private readonly stores: { alerts: AlertStore; calls: CallStore; requests: RequestStore };

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
  add(kind: "request" | "alert" | "call", ref: string): void {
    const name = `${kind} ${ref}`;
    if (this.unannounced.has(name)) return;
    this.unannounced.add(name);
    this.sql.exec("INSERT OR REPLACE INTO outbox (kind, ref) VALUES (?, ?)", kind, ref);
    this.timers.setOnce("outbox", Date.now() + GATHER_MS);
  }

  /** After a rolled-back commit nothing is known to be written. */
  forget(): void {
    this.unannounced.clear();
  }

  /** Tells the queue which rows wait, and asks itself again when their lease runs out. */
  async announce(now: number): Promise<void> {
    for (;;) {
      // Each time anew: while a message is sent, rows are added that the next turn announces.
      this.unannounced.clear();
      const ids = this.sql
        .exec<{ id: number }>(
          "SELECT id FROM outbox WHERE leased_until <= ? ORDER BY id LIMIT ?",
          now,
          IDS_A_MESSAGE,
        )
        .toArray()
        .map((row) => row.id);
      const last = ids[ids.length - 1];
      if (last === undefined) break;
      this.sql.exec(
        "UPDATE outbox SET leased_until = ? WHERE leased_until <= ? AND id <= ?",
        now + LEASE_MS,
        now,
        last,
      );
      this.timers.set("outbox-lease", now + LEASE_MS + 1_000);
      await this.env.RECORDS.send({ desk: this.name, outbox_ids: ids });
    }
  }

  /** The rows behind some ids; none for ids that were confirmed or replaced since. */
  pull(ids: readonly number[]): OutboxRow[] {
    return this.sql
      .exec<Row>(
        "SELECT id, kind, ref FROM outbox WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        JSON.stringify(ids),
      )
      .toArray()
      .flatMap((row) => this.expand(row));
  }

  /** D1 has these rows. */
  confirm(ids: readonly number[]): void {
    const rows = this.sql
      .exec<Row & { upto_seq: number | null }>(
        "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?)) RETURNING id, kind, ref, upto_seq",
        JSON.stringify([...new Set(ids)]),
      )
      .toArray();
    for (const row of rows) {
      if (row.kind === "alert" && row.upto_seq !== null)
        this.stores.alerts.noteProjected(row.ref, row.upto_seq);
      if (row.kind === "request") this.stores.requests.dropRecord(row.ref);
    }
  }

  isEmpty(): boolean {
    return this.sql.exec("SELECT 1 FROM outbox LIMIT 1").toArray().length === 0;
  }

  private expand({ id, kind, ref }: Row): OutboxRow[] {
    if (kind === "request") {
      const row = this.stores.requests.record(ref);
      return row === null ? [] : [{ id, kind, row }];
    }
    if (kind === "call") {
      const row = this.stores.calls.record(ref);
      return row === null ? [] : [{ id, kind, row }];
    }
    return this.expandAlert(id, ref);
  }

  private expandAlert(id: number, alertId: string): OutboxRow[] {
    const stored = this.stores.alerts.byId(alertId);
    if (stored === null) return [];
    const organization_id = this.organizationId();
    this.sql.exec("UPDATE outbox SET upto_seq = ? WHERE id = ?", stored.seq, id);
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
