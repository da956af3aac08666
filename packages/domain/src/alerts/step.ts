import type { Alert, ResolvePeople } from "./alert.ts";
import { dialDue, inquireOverdue } from "./attempts.ts";
import { acknowledge, resolve } from "./close.ts";
import type { AlertEffect, AlertEvent } from "./events.ts";
import { groupTimeOver, isWaitingForGroup, joinGroupCall } from "./grouping.ts";
import { loseAttempt, onCall } from "./on-call.ts";
import { stepTimeOver, wakeFromSnooze } from "./plan-run.ts";
import { reconsider, ringWhenWorse } from "./record-only.ts";
import { copyOf, note, SYSTEM, type Run } from "./run.ts";
import { worstSeverity } from "./severity.ts";

export interface StepResult {
  alert: Alert;
  effects: AlertEffect[];
  /** When `tick` is due next, in milliseconds since the epoch; `null` when nothing waits for time. */
  wakeAt: number | null;
}

/**
 * The alert's state machine. Pure: the alert given is not changed, the clock is `now`, and who is on call is asked
 * through `resolvePeople`. The same call with the same values gives the same attempt ids.
 */
export function step(alert: Alert, event: AlertEvent, now: number, resolvePeople: ResolvePeople): StepResult {
  const run: Run = { alert: copyOf(alert), effects: [], now, resolvePeople };
  run.alert.updatedAt = now;
  apply(run, event);
  return finish(run);
}

/** Closes an evaluation: anything due is dialled, and the next wake-up is worked out. */
export function finish(run: Run): StepResult {
  if (run.alert.state === "triggered") dialDue(run);
  return { alert: run.alert, effects: run.effects, wakeAt: wakeAt(run.alert) };
}

function apply(run: Run, event: AlertEvent): void {
  const open = run.alert.closedAt === null;
  switch (event.kind) {
    case "repeated":
      return onRepeated(run, event);
    case "prolonged":
      run.alert.lapsesAt = event.lapsesAt;
      return;
    case "group_rings":
      return joinGroupCall(run, event.alertId);
    case "tool_resolved":
      return open ? resolve(run, { type: "tool", name: event.tool }, "tool", null) : undefined;
    case "commanded":
      if (!open) return undefined;
      if (event.action === "acknowledge") return acknowledge(run, event.actor, null);
      return resolve(run, event.actor, "api", null);
    case "call":
      return onCall(run, event.attemptId, event.callId, event.at, event.fact);
    case "attempt_lost":
      return loseAttempt(run, event.attemptId);
    case "tick":
      return onTick(run);
  }
}

function onRepeated(run: Run, event: Extract<AlertEvent, { kind: "repeated" }>): void {
  const { alert } = run;
  const before = alert.severity;
  alert.count += event.times ?? 1;
  alert.lapsesAt = event.lapsesAt ?? null;
  alert.severity = worstSeverity([alert.severity, event.severity]);
  if (alert.autoCloseAt !== null) alert.autoCloseAt = run.now + alert.autoCloseSeconds * 1000;
  note(
    run,
    {
      kind: "deduplicated",
      data: { request_id: event.requestId, count: alert.count, severity: event.severity },
    },
    { type: "tool", name: event.tool },
  );
  if (event.decision === undefined) return;
  if (isWaitingForGroup(alert)) ringWhenWorse(run, before, event.decision);
  else reconsider(run, event.decision);
}

function onTick(run: Run): void {
  const { alert } = run;
  inquireOverdue(run);
  const { closedAt, lapsesAt } = alert;
  if (closedAt === null && lapsesAt != null && lapsesAt <= run.now)
    return resolve(run, SYSTEM, "lapsed", null);
  if (alert.autoCloseAt !== null && alert.autoCloseAt <= run.now) return resolve(run, SYSTEM, "quiet", null);
  if (alert.state !== "triggered" || groupTimeOver(run)) return;
  if (alert.run.snoozedUntil !== null && alert.run.snoozedUntil <= run.now) return wakeFromSnooze(run);
  stepTimeOver(run);
}

/** The earliest moment at which `tick` has something to do. */
export function wakeAt(alert: Alert): number | null {
  const moments = alert.run.attempts.flatMap((attempt) => {
    if (attempt.state === "waiting") return [attempt.dueAt];
    return attempt.state === "live" && attempt.watchAt !== null ? [attempt.watchAt] : [];
  });
  const { nextStepAt, snoozedUntil, groupedUntil } = alert.run;
  const lapsesAt = alert.closedAt === null ? alert.lapsesAt : null;
  const rings = alert.state === "triggered" ? groupedUntil : null;
  for (const moment of [nextStepAt, snoozedUntil, alert.autoCloseAt, lapsesAt, rings]) {
    if (moment != null) moments.push(moment);
  }
  return moments.length === 0 ? null : Math.min(...moments);
}
