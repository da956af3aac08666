import { type Alert, isSilent, type ResolvePeople } from "./alert.ts";
import { dialDue, inquireOverdue } from "./attempts.ts";
import { comeBack, foundOutLate } from "./backlog.ts";
import { resolve } from "./close.ts";
import { onCommand } from "./commands.ts";
import type { AlertEffect, AlertEvent } from "./events.ts";
import { groupTimeOver, isWaitingForGroup, joinGroupCall } from "./grouping.ts";
import { loseAttempt, onCall } from "./on-call.ts";
import { followWindows } from "./mute.ts";
import { skipHopelessStep, startPass, stepTimeOver, wakeFromQuietHours, wakeFromSnooze } from "./plan-run.ts";
import { skipQuietAttempts } from "./quiet.ts";
import { onReconfirmTime, questionAt } from "./reconfirm.ts";
import { reconsider, ringWhenWorse } from "./record-only.ts";
import { revive } from "./revive.ts";
import { copyOf, note, SYSTEM, type Run } from "./run.ts";
import { type Severity, worstSeverity } from "./severity.ts";
import { NO_SILENCES, type Silences } from "./silences.ts";
import { unacknowledge } from "./unacknowledge.ts";

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
export function step(
  alert: Alert,
  event: AlertEvent,
  now: number,
  resolvePeople: ResolvePeople,
  silences: Silences = NO_SILENCES,
): StepResult {
  return stepOwned(copyOf(alert), event, now, resolvePeople, silences);
}

/** The same for an alert of which nobody else has a copy: it is changed, and not copied. */
export function stepOwned(
  alert: Alert,
  event: AlertEvent,
  now: number,
  resolvePeople: ResolvePeople,
  silences: Silences,
): StepResult {
  const run: Run = { alert, effects: [], now, resolvePeople, silences };
  run.alert.updatedAt = now;
  if (followWindows(run)) startPass(run, run.alert.run.pass);
  apply(run, event);
  return finish(run);
}

/** Closes an evaluation: anything due is dialled, and the next wake-up is worked out. */
export function finish(run: Run): StepResult {
  let next = nextWakeUp(run);
  // Whatever is due has its wake-up behind it. Most often nothing is, and an alert may have hundreds of attempts.
  if (next !== null && next <= run.now) {
    while (run.alert.state === "triggered" && skipQuietAttempts(run)) skipHopelessStep(run);
    if (run.alert.closedAt === null) dialDue(run);
    next = nextWakeUp(run);
  }
  return { alert: run.alert, effects: run.effects, wakeAt: next };
}

function nextWakeUp({ alert, silences }: Run): number | null {
  alert.run.windowsChangeAt = alert.closedAt === null ? silences.windowsChangeAt : null;
  return wakeAt(alert);
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
      return open ? onCommand(run, event) : undefined;
    case "call":
      return onCall(run, event.attemptId, event.callId, event.at, event.fact);
    case "attempt_lost":
      return loseAttempt(run, event.attemptId);
    case "returned":
      comeBack(run, event.lateSeconds);
      return onTick(run);
    case "revived":
      revive(run, event.problem);
      return onTick(run);
    case "tick":
      return onTick(run);
  }
}

function onRepeated(run: Run, event: Extract<AlertEvent, { kind: "repeated" }>): void {
  const { alert } = run;
  const before = alert.severity;
  // Alerts that were acknowledged before this was counted count from here.
  alert.run.countAtAcknowledgement ??= alert.count;
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
  if (event.decision !== undefined) {
    if (isWaitingForGroup(alert)) ringWhenWorse(run, before, event.decision);
    else reconsider(run, event.decision);
  }
  retrigger(run, before);
  wakeFromQuietHours(run);
}

/** Options of the plan: what is acknowledged rings again when it became worse, or came often. */
function retrigger(run: Run, before: Severity): void {
  const { severity, count, plan } = run.alert;
  const repeats = count - (run.alert.run.countAtAcknowledgement ?? count);
  if (plan.retriggerOnWorse === true && severity !== before)
    return unacknowledge(run, "repeat", `it became ${severity}`);
  const { retriggerAfterRepeats: most } = plan;
  if (most !== undefined && repeats >= most)
    unacknowledge(run, "repeat", `it was reported ${repeats} times more`);
}

function onTick(run: Run): void {
  const { alert } = run;
  inquireOverdue(run);
  const { closedAt, lapsesAt } = alert;
  if (closedAt === null && lapsesAt != null && lapsesAt <= run.now)
    return resolve(run, SYSTEM, "lapsed", null);
  if (alert.autoCloseAt !== null && alert.autoCloseAt <= run.now) return resolve(run, SYSTEM, "quiet", null);
  onReconfirmTime(run);
  if (alert.state !== "triggered" || groupTimeOver(run)) return;
  wakeFromQuietHours(run);
  if (alert.run.snoozedUntil !== null && alert.run.snoozedUntil <= run.now) return wakeFromSnooze(run);
  if (!foundOutLate(run)) stepTimeOver(run);
}

/** The earliest moment at which `tick` has something to do. */
export function wakeAt(alert: Alert): number | null {
  let earliest = Infinity;
  for (const { state, dueAt, watchAt } of alert.run.attempts) {
    const moment = state === "waiting" ? dueAt : state === "live" ? watchAt : null;
    if (moment !== null && moment < earliest) earliest = moment;
  }
  const { nextStepAt, snoozedUntil, quietUntil, groupedUntil, windowsChangeAt } = alert.run;
  const windows = isSilent(alert) ? null : windowsChangeAt;
  const lapsesAt = alert.closedAt === null ? alert.lapsesAt : null;
  const rings = alert.state === "triggered" ? groupedUntil : null;
  const mine = [nextStepAt, snoozedUntil, quietUntil, windows, questionAt(alert), rings];
  for (const moment of [...mine, alert.autoCloseAt, lapsesAt]) {
    if (moment != null && moment < earliest) earliest = moment;
  }
  return earliest === Infinity ? null : earliest;
}
