import type { Alert } from "@callping/domain/alerts/alert";
import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import { Recent } from "@callping/domain/recent";

export interface StoredAlert {
  alert: Alert;
  /** The request that began it. */
  requestId: string;
  /** The last timeline entry's number: the alert's version too. */
  seq: number;
}

type Row = { id: string; request_id: string; seq: number; body: string };

/** Alerts that are known in memory too: a call asks for its alert a dozen times. */
const REMEMBERED = 256;

/** Alerts and their timelines, each alert one row of JSON beside the columns that are searched. */
export class AlertStore {
  private readonly sql: SqlStorage;
  private readonly recent = new Recent<string, StoredAlert>(REMEMBERED);
  /** Changed within the commit that is open, and written at its end. */
  private readonly changed = new Map<string, { stored: StoredAlert; wakeAt: number | null }>();
  private readonly appended: { alert_id: string; seq: number; entry: TimelineEntry }[] = [];

  constructor(sql: SqlStorage) {
    this.sql = sql;
  }

  byId(alertId: string): StoredAlert | null {
    const known = this.recent.get(alertId);
    if (known !== undefined) return known;
    const [stored] = this.read("id = ?", alertId);
    if (stored !== undefined) this.recent.set(alertId, stored);
    return stored ?? null;
  }

  /** After a rolled-back commit the table alone knows. */
  forget(): void {
    this.recent.clear();
    this.changed.clear();
    this.appended.length = 0;
  }

  openByKey(endpointId: string, dedupKey: string): StoredAlert | null {
    return this.read("endpoint_id = ? AND dedup_key = ? AND open = 1", endpointId, dedupKey)[0] ?? null;
  }

  open(): StoredAlert[] {
    return this.read("open = 1");
  }

  openOfEndpoint(endpointId: string): StoredAlert[] {
    return this.read("endpoint_id = ? AND open = 1", endpointId);
  }

  due(now: number): StoredAlert[] {
    return this.read("wake_at IS NOT NULL AND wake_at <= ? ORDER BY wake_at LIMIT 200", now);
  }

  /** Open ones and those whose end D1 may not have yet, newest first. */
  live(since: number): StoredAlert[] {
    return this.read("open = 1 OR closed_at > ? ORDER BY id DESC LIMIT 500", since);
  }

  /** Open ones, and those that closed since, from the table alone: what is remembered of them is forgotten. */
  forWatch(since: number): { stored: StoredAlert; isOpen: boolean; wakeAt: number | null }[] {
    this.flush();
    this.recent.clear();
    const rows = this.sql
      .exec<Row & { open: number; wake_at: number | null }>(
        "SELECT id, request_id, seq, body, open, wake_at FROM alerts WHERE open = 1 OR closed_at > ? LIMIT 5000",
        since,
      )
      .toArray();
    return rows.map((row) => ({ stored: toStored(row), isOpen: row.open === 1, wakeAt: row.wake_at }));
  }

  private read(where: string, ...values: (string | number)[]): StoredAlert[] {
    this.flush();
    const rows = this.sql
      .exec<Row>(`SELECT id, request_id, seq, body FROM alerts WHERE ${where}`, ...values)
      .toArray();
    return rows.map(toStored);
  }

  /** Takes an alert's new state into the commit that is open. */
  save(stored: StoredAlert, wakeAt: number | null): void {
    this.recent.set(stored.alert.id, stored);
    this.changed.set(stored.alert.id, { stored, wakeAt });
  }

  /** Takes lines of an alert's timeline into the commit that is open. */
  append(alertId: string, entries: readonly TimelineEntry[]): void {
    for (const entry of entries) this.appended.push({ alert_id: alertId, seq: entry.seq, entry });
  }

  /** Writes what was taken: at the end of the commit, and before anything is read from the tables. */
  flush(): void {
    for (const { stored, wakeAt } of this.changed.values()) this.write(stored, wakeAt);
    this.changed.clear();
    if (this.appended.length === 0) return;
    this.sql.exec(
      `INSERT INTO timeline (alert_id, seq, entry)
       SELECT json_extract(value, '$.alert_id'), json_extract(value, '$.seq'), json_extract(value, '$.entry') FROM json_each(?)`,
      JSON.stringify(this.appended),
    );
    this.appended.length = 0;
  }

  private write({ alert, requestId, seq }: StoredAlert, wakeAt: number | null): void {
    this.sql.exec(
      `INSERT INTO alerts (id, endpoint_id, dedup_key, open, request_id, wake_at, closed_at, seq, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET open = excluded.open, wake_at = excluded.wake_at, closed_at = excluded.closed_at,
         seq = excluded.seq, body = excluded.body`,
      alert.id,
      alert.endpointId,
      alert.dedupKey,
      alert.closedAt === null ? 1 : 0,
      requestId,
      wakeAt,
      alert.closedAt,
      seq,
      JSON.stringify(alert),
    );
  }

  timeline(alertId: string, afterSeq = 0): TimelineEntry[] {
    this.flush();
    const rows = this.sql.exec<{ entry: string }>(
      "SELECT entry FROM timeline WHERE alert_id = ? AND seq > ? ORDER BY seq",
      alertId,
      afterSeq,
    );
    return rows.toArray().map((row) => JSON.parse(row.entry) as TimelineEntry);
  }

  projectedSeq(alertId: string): number {
    this.flush();
    return (
      this.sql
        .exec<{ projected_seq: number }>("SELECT projected_seq FROM alerts WHERE id = ?", alertId)
        .toArray()[0]?.projected_seq ?? 0
    );
  }

  noteProjected(alertId: string, seq: number): void {
    this.sql.exec("UPDATE alerts SET projected_seq = max(projected_seq, ?) WHERE id = ?", seq, alertId);
  }

  /** Forgets alerts that closed before `before` and whose last entry is in D1. */
  prune(before: number): void {
    this.flush();
    this.recent.clear();
    const old = "SELECT id FROM alerts WHERE closed_at < ? AND projected_seq >= seq LIMIT 500";
    this.sql.exec(`DELETE FROM timeline WHERE alert_id IN (${old})`, before);
    this.sql.exec(`DELETE FROM alerts WHERE id IN (${old})`, before);
  }

  /** Every open alert is looked at, at this moment. */
  wakeOpen(at: number): void {
    this.flush();
    this.sql.exec("UPDATE alerts SET wake_at = ? WHERE open = 1", at);
  }

  nextWake(): number | null {
    this.flush();
    return this.sql
      .exec<{ at: number | null }>("SELECT min(wake_at) AS at FROM alerts WHERE wake_at IS NOT NULL")
      .one().at;
  }
}

function toStored({ body, request_id, seq }: Row): StoredAlert {
  return { alert: JSON.parse(body) as Alert, requestId: request_id, seq };
}
