import type { Alert, Attempt, Reachable, Target } from "./alert.ts";
import { note, type Run } from "./run.ts";
import type { Silences } from "./silences.ts";

/**
 * Longest a call can last once it may dial: two routes tried, ring time and `TIMEOUT(absolute)` of ring + 75 s.
 * Past that the Desk asks the PhoneLine; it never dials blindly.
 */
const WATCH_BEYOND_RING_SECONDS = 120;

/** Ended attempts of one phone that are remembered for late reports: an outage of hours must not grow the alert. */
const REMEMBERED_PER_PHONE = 20;

/** Writes the next attempt of a target down, due at `dueAt` unless CallPing has just come back. The id is deterministic: alert and count. */
export function addAttempt(
  run: Run,
  target: Reachable & Pick<Target, "tried">,
  dueAt: number,
  redial: boolean,
  purpose?: Attempt["purpose"],
): Attempt {
  const plan = run.alert.run;
  const { phoneId, memberId, memberName, label } = target;
  const ended = plan.attempts.filter((attempt) => attempt.phoneId === phoneId && attempt.state === "ended");
  if (ended.length > REMEMBERED_PER_PHONE) {
    const forgotten = new Set(ended.slice(0, -REMEMBERED_PER_PHONE));
    plan.attempts = plan.attempts.filter((attempt) => !forgotten.has(attempt));
  }
  plan.attemptsMade += 1;
  target.tried += 1;
  const attempt: Attempt = {
    id: `att_${run.alert.id.slice("alr_".length)}-${plan.attemptsMade}`,
    phoneId,
    memberId,
    memberName,
    label,
    n: target.tried,
    state: "waiting",
    dueAt: Math.max(dueAt, plan.ringsFrom ?? 0),
    redial,
    callId: null,
    held: null,
    outcome: null,
    watchAt: null,
    ...(purpose !== undefined && { purpose }),
  };
  plan.attempts.push(attempt);
  return attempt;
}

/** Whether a telephone may ring for this attempt as the alert stands now, and maintenance with it. */
export function mayRing(alert: Alert, attempt: Attempt, { maintenance }: Silences): boolean {
  const { snoozedUntil, muted } = alert.run;
  if (attempt.state === "ended" || muted != null || maintenance !== null) return false;
  if (alert.state === "acknowledged") return attempt.id === alert.run.reconfirm?.attemptId;
  return alert.state === "triggered" && snoozedUntil === null;
}

export function isDue(run: Run, attempt: Attempt): boolean {
  return attempt.state === "waiting" && attempt.dueAt <= run.now && mayRing(run.alert, attempt, run.silences);
}

/** Hands every attempt that is due to its PhoneLine. */
export function dialDue(run: Run): void {
  for (const attempt of run.alert.run.attempts) {
    if (!isDue(run, attempt)) continue;
    attempt.state = "live";
    watch(run, attempt);
    note(run, {
      kind: "attempt_started",
      data: {
        attempt_id: attempt.id,
        phone_id: attempt.phoneId,
        member_id: attempt.memberId,
        n: attempt.n,
        attempts: run.alert.plan.attempts,
      },
    });
    run.effects.push({ kind: "dial", attemptId: attempt.id });
  }
}

/** Sets the moment at which silence about an attempt becomes suspicious. */
export function watch(run: Run, attempt: Attempt): void {
  attempt.watchAt = run.now + (run.alert.plan.ringSeconds + WATCH_BEYOND_RING_SECONDS) * 1000;
}

/** Asks about attempts of which nothing was heard for too long. */
export function inquireOverdue(run: Run): void {
  for (const attempt of run.alert.run.attempts) {
    if (attempt.state !== "live" || attempt.watchAt === null || attempt.watchAt > run.now) continue;
    attempt.watchAt = run.now + 10_000;
    run.effects.push({ kind: "inquire", attemptId: attempt.id, phoneId: attempt.phoneId });
  }
}

/** Stops everything that rings or waits, but for the call that carried the key: it ends itself after its read-back. */
export function stopAttempts(run: Run, exceptCallId: string | null): void {
  for (const attempt of run.alert.run.attempts) {
    if (attempt.state === "ended") continue;
    const keep = exceptCallId !== null && attempt.callId === exceptCallId;
    if (attempt.state === "live" && !keep) {
      run.effects.push({ kind: "withdraw", attemptId: attempt.id, phoneId: attempt.phoneId });
    }
    if (attempt.state === "waiting") {
      attempt.state = "ended";
      attempt.outcome = "cancelled";
    }
  }
}

/** Drops redials that only wait: the plan has moved on. Live calls go on, a late key still counts. */
export function dropWaiting(run: Run): void {
  run.alert.run.attempts = run.alert.run.attempts.filter((attempt) => attempt.state === "live");
}
