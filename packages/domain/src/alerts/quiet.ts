import type { Reachable } from "./alert.ts";
import { isDue } from "./attempts.ts";
import { note, type Run } from "./run.ts";
import type { Action } from "../rules/action.ts";

/** An alert whose people always have quiet hours when it would ring them ends with a reason at last. */
const MOST_QUIET_WAITS = 8;

/** The phones that an action may ring at this moment. Those in quiet hours are passed over, and it is said. */
export function reachableNow(run: Run, action: Action): { targets: Reachable[]; reason: string } {
  const { targets, reason } = run.resolvePeople(action);
  const live = new Set(
    run.alert.run.attempts.filter(({ state }) => state === "live").map(({ phoneId }) => phoneId),
  );
  const ready = targets.filter((phone) => live.has(phone.phoneId) || !passOver(run, phone));
  const quiet = "everybody who could be rung has quiet hours";
  return { targets: ready, reason: targets.length > 0 ? quiet : (reason ?? "nobody to ring") };
}

/** Whether an action has a phone that may ring now; says nothing. */
export function canRing(run: Run, action: Action): boolean {
  return run
    .resolvePeople(action)
    .targets.some(({ phoneId }) => run.silences.quietUntil(phoneId, run.alert.severity) === null);
}

/** Gives up the due attempts of phones whose quiet hours have begun since they were planned. */
export function skipQuietAttempts(run: Run): boolean {
  const plan = run.alert.run;
  const quiet = plan.attempts.filter((attempt) => isDue(run, attempt) && passOver(run, attempt));
  if (quiet.length === 0) return false;
  for (const { phoneId } of quiet)
    for (const target of plan.targets) if (target.phoneId === phoneId) target.givenUp = true;
  plan.attempts = plan.attempts.filter((attempt) => !quiet.includes(attempt));
  return true;
}

/** Nobody was rung in this pass and somebody will be reachable later: the plan waits for that, and says so. */
export function waitsForQuietHours(run: Run): boolean {
  const plan = run.alert.run;
  const waits = plan.quietWaits ?? 0;
  if (plan.rang === "yes" || plan.quietEndsAt == null || waits >= MOST_QUIET_WAITS) return false;
  plan.quietWaits = waits + 1;
  plan.quietUntil = plan.quietEndsAt;
  plan.nextStepAt = null;
  note(run, { kind: "quiet_hours", data: { until: new Date(plan.quietUntil).toISOString() } });
  return true;
}

function passOver(run: Run, { phoneId, memberId }: Reachable): boolean {
  const until = run.silences.quietUntil(phoneId, run.alert.severity);
  if (until === null) return false;
  const plan = run.alert.run;
  plan.quietEndsAt = Math.min(plan.quietEndsAt ?? until, until);
  note(run, {
    kind: "attempt_skipped",
    data: {
      phone_id: phoneId,
      member_id: memberId,
      reason: "quiet_hours",
      until: new Date(until).toISOString(),
    },
  });
  return true;
}
