import { createId } from "@callping/contract/ids";
import type { RefusalRecord } from "../desk-protocol.ts";
import { iso } from "./views.ts";

/** Alerts that are named; of more it says how many. */
const MOST_ALERTS = 20;

/** Which call was not made, and why. */
export interface NotMade {
  reason: string;
  phoneId: string;
  numberMasked: string;
  /** `null`: the call was for no alert. */
  alertId: string | null;
}

/** Calls that were not made: one row a day, reason and phone, so that a repeat is counted and floods nothing. */
export class RefusalStore {
  private readonly sql: SqlStorage;
  private readonly organizationId: () => string;

  constructor(sql: SqlStorage, organizationId: () => string) {
    this.sql = sql;
    this.organizationId = organizationId;
  }

  /** Counts one, inside the caller's commit. @returns its id */
  add({ reason, phoneId, numberMasked, alertId }: NotMade, now: number): string {
    const key = `${iso(now).slice(0, 10)}/${reason}/${phoneId}`;
    const known = this.read("key = ?", key)[0];
    const before = known?.alert_ids ?? [];
    const isNamed = alertId === null || before.includes(alertId) || before.length >= MOST_ALERTS;
    const record: RefusalRecord = {
      id: known?.id ?? createId("refusal"),
      organization_id: this.organizationId(),
      version: (known?.version ?? 0) + 1,
      place: "call",
      reason,
      phone_id: phoneId,
      number_masked: numberMasked,
      alert_ids: isNamed ? before : [...before, alertId],
      first_at: known?.first_at ?? iso(now),
      last_at: iso(now),
    };
    this.sql.exec(
      "INSERT INTO refusals (key, id, last_at, body) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET last_at = excluded.last_at, body = excluded.body",
      key,
      record.id,
      now,
      JSON.stringify(record),
    );
    return record.id;
  }

  record(id: string): RefusalRecord | null {
    return this.read("id = ?", id)[0] ?? null;
  }

  /** Those of today. */
  ofToday(now: number): RefusalRecord[] {
    return this.read("last_at >= ?", Date.parse(iso(now).slice(0, 10)));
  }

  prune(before: number): void {
    this.sql.exec("DELETE FROM refusals WHERE last_at < ?", before);
  }

  private read(where: string, value: string | number): RefusalRecord[] {
    return this.sql
      .exec<{ body: string }>(`SELECT body FROM refusals WHERE ${where} ORDER BY id`, value)
      .toArray()
      .map(({ body }) => JSON.parse(body) as RefusalRecord);
  }
}
