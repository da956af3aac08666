import { type Alert, isSilent } from "./alert.ts";
import { wakeAt } from "./step.ts";

/** An alert as its Desk keeps it. Times are milliseconds since the epoch. */
export interface WatchedAlert {
  alert: Alert;
  /** The columns beside it, by which it is found again. */
  isOpen: boolean;
  wakeAt: number | null;
}

/** What wakes the Desk. */
export interface WatchedClock {
  /** When its timer for alerts is due; `null` when there is none. */
  alertsAt: number | null;
  /** Whether anything would wake it that has died meanwhile. */
  isArmed: boolean;
}

/**
 * `no_plan`: open, and nothing is waited for. `no_wake_up`: what it waits for is past, or is not known to be waited for.
 * `wrong_state`: the columns say something else than the alert. `no_timer`: of the Desk, nothing wakes it.
 */
export type WatchProblem = "no_plan" | "no_wake_up" | "wrong_state" | "no_timer";

export interface WatchFinding {
  /** `null`: of the Desk itself. */
  alertId: string | null;
  problem: WatchProblem;
}

/** Alerts by what became of them. All is well while `triggered` is the sum of the others. */
export interface WatchSum {
  triggered: number;
  acknowledged: number;
  resolved: number;
  exhausted: number;
  /** Triggered still, with a timer, a call under way, or a reason to wait. */
  running: number;
}

/** Timers fire within moments; so much later nobody keeps them. */
const OVERDUE_MS = 60_000;

/** Whether everything that was triggered came to something: every alert is answered for, or something will wake for it. */
export function watchAlerts(
  alerts: readonly WatchedAlert[],
  clock: WatchedClock,
  now: number,
): { sum: WatchSum; findings: WatchFinding[] } {
  const sum: WatchSum = { triggered: alerts.length, acknowledged: 0, resolved: 0, exhausted: 0, running: 0 };
  const findings: WatchFinding[] = [];
  for (const watched of alerts) {
    const problem = problemOf(watched, now);
    if (problem !== null) findings.push({ alertId: watched.alert.id, problem });
    else sum[watched.alert.state === "triggered" ? "running" : watched.alert.state] += 1;
  }
  const wakes = alerts.flatMap((watched) => watched.wakeAt ?? []);
  const sleepsOn = !clock.isArmed || clock.alertsAt === null || clock.alertsAt > Math.min(...wakes);
  // A timer that has fired leaves its row behind: where no alert waits, nothing must be woken.
  if (wakes.length > 0 && sleepsOn) findings.push({ alertId: null, problem: "no_timer" });
  return { sum, findings };
}

function problemOf({ alert, isOpen, wakeAt: kept }: WatchedAlert, now: number): WatchProblem | null {
  const isClosed = alert.state === "resolved" || alert.state === "exhausted";
  if (isClosed !== (alert.closedAt !== null) || isClosed === isOpen) return "wrong_state";
  if (isClosed || isSilent(alert)) return null;
  const due = wakeAt(alert);
  if (due === null || !isWaiting(alert)) return "no_plan";
  if (kept === null || kept > due) return "no_wake_up";
  // A moment that was past when it was set is due at once: overdue counts from when the alert was last looked at.
  return Math.max(kept, alert.updatedAt) < now - OVERDUE_MS ? "no_wake_up" : null;
}

/** Whether an open alert waits for something that ends: a step, a call, a person's wish, quiet, its own end. */
function isWaiting({ state, run, autoCloseAt }: Alert): boolean {
  if (state === "acknowledged") return autoCloseAt !== null;
  const { nextStepAt, snoozedUntil, quietUntil, groupedUntil, muted, attempts } = run;
  const waits = [nextStepAt, snoozedUntil, quietUntil, groupedUntil, muted].some((reason) => reason != null);
  return waits || attempts.some((attempt) => attempt.state !== "ended");
}
