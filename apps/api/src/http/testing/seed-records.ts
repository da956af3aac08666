import type { TimelineEntry } from "@callping/domain/alerts/timeline";
import { runBatch } from "../../db/statement.ts";
import type { Database } from "../../db/statement.ts";
import type { AlertDetail, AlertView, OutboxRow } from "../../objects/desk-protocol.ts";
import { projections } from "../../records/statements.ts";
import { without } from "../../services/without.ts";
import { alertRecord, callRecord } from "../../records/testing/outbox.ts";

/** ISO time of a second in a fixed minute. */
export const at = (second: number): string => new Date(Date.UTC(2026, 0, 31, 8, 0, second)).toISOString();

export function alertView(id: string, second: number, overrides: Partial<AlertView> = {}): AlertView {
  const record = alertRecord({ id, created_at: at(second), updated_at: at(second) });
  if (record.kind !== "alert") throw new Error("not an alert");
  return { ...without(record.row, "organization_id", "version"), endpoint_id: "end_1", ...overrides };
}

export function detail(id: string, second: number, overrides: Partial<AlertView> = {}): AlertDetail {
  return {
    alert: alertView(id, second, overrides),
    timeline: [entry(0), { ...entry(1), occurred_at: at(second) }],
  };
}

export function entry(seq: number): TimelineEntry {
  return { seq, at: at(seq), actor: { type: "system" }, kind: "plan_started", data: { pass: 1, passes: 4 } };
}

/** Writes alerts, timelines and calls as the queue consumer does. */
export async function seedAlerts(
  db: Database,
  organizationId: string,
  details: readonly AlertDetail[],
): Promise<void> {
  const rows: OutboxRow[] = details.flatMap(({ alert, timeline }) => [
    { id: 0, kind: "alert", row: { ...alert, organization_id: organizationId, version: 1 } },
    ...timeline.map((item): OutboxRow => ({
      id: 0,
      kind: "timeline",
      row: { alert_id: alert.id, organization_id: organizationId, entry: item },
    })),
  ]);
  await runBatch(db, projections(rows));
}

export async function seedCalls(
  db: Database,
  organizationId: string,
  calls: readonly { id: string; second: number; status?: "ringing" | "busy"; alertId?: string }[],
): Promise<void> {
  const rows = calls.map(({ id, second, status = "busy", alertId = "alr_1" }) => {
    const spoken = [{ at: at(second), audio_ids: ["a"], words: "Database down." }];
    const record = callRecord({
      id,
      organization_id: organizationId,
      started_at: at(second),
      status,
      alert_ids: [alertId],
      spoken,
      keys: [{ at: at(second), digit: "1" }],
    });
    return { id: 0, ...record };
  });
  await runBatch(db, projections(rows));
}
