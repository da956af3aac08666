import type { Alert } from "./alert.ts";
import { startPass } from "./plan-run.ts";
import { note, type Run } from "./run.ts";
import { SEVERITIES, type Severity } from "./severity.ts";

/** Longer than this, a grouping window would hide a new problem for a whole watch. */
export const GROUPING_WINDOW_LIMIT_SECONDS = 3600;

/** What a new alert of a group does: another one, still open, began it within the window. */
export interface GroupPlace {
  /** The alert that opened the window. */
  alertId: string;
  /** The window's end, at which it rings at the latest; `null`: the group's call rings now, and it joins. */
  until: number | null;
}

/** Whether an alert has rung nobody yet because it waits for its group. */
export function isWaitingForGroup(alert: Alert): boolean {
  return alert.state === "triggered" && alert.run.groupedUntil != null;
}

/** Whether an alert must not wait for what the other rings for: the worse one opens a window of its own. */
export function isWorse(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(than);
}

/** Says with whom it rings, and rings or waits. Its plan's clock begins when it rings. */
export function ringInGroup(run: Run, { alertId, until }: GroupPlace): void {
  const end = until === null ? null : new Date(until).toISOString();
  note(run, { kind: "grouped", data: { alert_id: alertId, until: end } });
  if (until === null) startPass(run, 1);
  else run.alert.run.groupedUntil = until;
}

/** The group's call rings: it joins. Nothing when it waits no more. */
export function joinGroupCall(run: Run, alertId: string): void {
  if (!isWaitingForGroup(run.alert)) return;
  note(run, { kind: "grouped", data: { alert_id: alertId, until: null } });
  ringNow(run);
}

/** The window is over, and no call of the group took it along. `true` when it rings now. */
export function groupTimeOver(run: Run): boolean {
  const { groupedUntil } = run.alert.run;
  if (!isWaitingForGroup(run.alert) || groupedUntil == null || groupedUntil > run.now) return false;
  ringNow(run);
  return true;
}

function ringNow(run: Run): void {
  run.alert.run.groupedUntil = null;
  startPass(run, 1);
}
