import { watchAlerts } from "@callping/domain/alerts/watch";
import type { WatchReport } from "../desk-protocol.ts";
import { commitStep, stepStored } from "./apply.ts";
import type { DeskParts } from "./parts.ts";
import { tellOperators } from "./tell-operators.ts";
import { iso } from "./views.ts";

/** Closed alerts of this long are looked at too: the watcher comes hourly. */
const LOOK_BACK_MS = 2 * 3_600_000;
/** D1 may lag behind a Desk for so long. */
const PROJECTION_LAG_MS = 5 * 60_000;

/**
 * Looks at every open alert's own row and at what wakes this Desk, puts right what it can, says so in the timeline, and
 * has an operator rung. Reads only, while everything adds up.
 */
export async function watchDesk(parts: DeskParts): Promise<void> {
  const hasAlarm = await parts.timers.hasAlarm();
  // From here on nothing is awaited: what was read is what is repaired.
  const now = Date.now();
  const watched = parts.alerts.forWatch(now - LOOK_BACK_MS);
  const alertsAt = parts.timers.dueAt("alerts");
  const clock = { alertsAt, isArmed: alertsAt === null || hasAlarm };
  const { sum, findings } = watchAlerts(
    watched.map(({ stored, ...columns }) => ({ alert: stored.alert, ...columns })),
    clock,
    now,
  );
  if (findings.length > 0) {
    const line = { event: "watch_found", desk: parts.name, ...sum, findings };
    console.error(JSON.stringify(line));
  }
  for (const { alertId, problem } of findings) {
    // Read again: what was repaired just now may have changed another of its group.
    const stored = alertId === null ? null : parts.alerts.byId(alertId);
    const repaired = problem !== "wrong_state";
    if (!repaired && alertId !== null && parts.watched.has(alertId, problem)) continue;
    parts.commit(() => {
      if (stored !== null && repaired)
        commitStep(parts, stored, stepStored(parts, stored, { kind: "revived", problem }));
      parts.watched.add(alertId, problem, repaired, now);
    });
  }
  if (findings.length > 0) {
    const next = parts.alerts.nextWake();
    if (next !== null) parts.timers.setEarlier("alerts", next);
    parts.timers.armAgain();
    parts.detach("deliver", parts.deliver());
  }
  await tellOperators(parts);
}

/**
 * What this Desk makes of the alerts that D1 has open: one that is closed here is told to D1 again.
 * @param recordedOpen ids of alerts
 * @returns those that it does not know.
 */
export function compareRecords(parts: DeskParts, recordedOpen: readonly string[]): string[] {
  const before = Date.now() - PROJECTION_LAG_MS;
  const known = recordedOpen.flatMap((alertId) => parts.alerts.byId(alertId) ?? []);
  const closed = known.filter(({ alert }) => alert.closedAt !== null && alert.closedAt < before);
  if (closed.length > 0) {
    parts.commit(() => {
      for (const { alert } of closed) parts.outbox.add("alert", alert.id);
    });
    parts.outbox.hurry();
  }
  const ids = new Set(known.map(({ alert }) => alert.id));
  return recordedOpen.filter((alertId) => !ids.has(alertId));
}

/** Alerts that D1 has open and no Desk of the organization knows: lost, and nobody can be rung for them any more. */
export async function noteUnknown(parts: DeskParts, alertIds: readonly string[]): Promise<void> {
  const now = Date.now();
  const fresh = alertIds.filter((alertId) => !parts.watched.has(alertId, "unknown_here"));
  for (const alertId of fresh) parts.watched.add(alertId, "unknown_here", false, now);
  if (fresh.length > 0)
    console.error(JSON.stringify({ event: "watch_unknown", desk: parts.name, alerts: fresh }));
  await tellOperators(parts);
}

/** What only this Desk can say to an audit. */
export function watchReport(parts: DeskParts): WatchReport {
  return {
    objections: [...parts.objections.all()],
    findings: parts.watched.all().map(({ alert_id, problem, found_at, repaired }) => ({
      alert_id,
      problem,
      found_at: iso(found_at),
      repaired: repaired === 1,
    })),
    spent: parts.caps.counted(Date.now()),
    refusals: parts.refusals.ofToday(Date.now()),
  };
}
