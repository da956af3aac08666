import type { Attempt } from "./alert.ts";
import { addAttempt, watch } from "./attempts.ts";
import { acknowledge, resolve, snooze } from "./close.ts";
import type { CallFact } from "./events.ts";
import { skipHopelessStep, startStep } from "./plan-run.ts";
import { REDIAL_RULES, redialWaitSeconds } from "./redial.ts";
import { note, phoneActor, type Run } from "./run.ts";
import type { Outcome } from "../calls/outcomes.ts";

/** Applies what a PhoneLine says of an attempt. Facts about attempts that ended already are only noted. */
export function onCall(run: Run, attemptId: string, callId: string, at: number, fact: CallFact): void {
  const attempt = run.alert.run.attempts.find((candidate) => candidate.id === attemptId);
  if (attempt !== undefined && attempt.state === "live") {
    attempt.callId = callId;
    attempt.held = fact.kind === "held" ? fact.reason : null;
    watch(run, attempt);
  }
  switch (fact.kind) {
    case "held":
      if (attempt !== undefined) noteHeld(run, attempt, fact);
      return;
    case "note":
      return note(run, fact.fact, undefined, at);
    case "key":
      return onKey(run, attemptId, callId, at, fact);
    case "ended":
      return onEnded(run, attempt, attemptId, callId, at, fact);
  }
}

function noteHeld(run: Run, attempt: Attempt, fact: Extract<CallFact, { kind: "held" }>): void {
  const until = fact.until === null ? null : new Date(fact.until).toISOString();
  note(run, {
    kind: "attempt_held",
    data: { attempt_id: attempt.id, phone_id: attempt.phoneId, member_id: attempt.memberId, reason: fact.reason, until },
  });
}

function onKey(run: Run, attemptId: string, callId: string, at: number, fact: Extract<CallFact, { kind: "key" }>): void {
  const phoneId = run.alert.run.attempts.find((attempt) => attempt.id === attemptId)?.phoneId ?? "";
  const actor = phoneActor(run, phoneId);
  note(run, { kind: "key", data: { attempt_id: attemptId, call_id: callId, digit: fact.digit, meaning: fact.meaning } }, actor, at);
  if (fact.meaning === "acknowledge") acknowledge(run, actor, { attemptId, callId });
  if (fact.meaning === "snooze") snooze(run, actor, callId);
  if (fact.meaning === "resolve" && run.alert.closedAt === null) resolve(run, actor, "key", callId);
  if (fact.meaning === "escalate" && run.alert.state === "triggered") {
    const toStep = run.alert.run.step + 1;
    note(run, { kind: "escalated", data: { by: actor.type === "phone" ? actor.label : "phone", to_step: toStep } }, actor, at);
    giveUp(run, phoneId);
    startStep(run, toStep);
  }
}

function giveUp(run: Run, phoneId: string): void {
  for (const target of run.alert.run.targets) if (target.phoneId === phoneId) target.givenUp = true;
}

function onEnded(
  run: Run,
  attempt: Attempt | undefined,
  attemptId: string,
  callId: string,
  at: number,
  fact: Extract<CallFact, { kind: "ended" }>,
): void {
  if (attempt?.state === "ended") return;
  const { outcome, sipCode, cause, durationMs } = fact;
  note(
    run,
    {
      kind: "call_ended",
      data: { attempt_id: attemptId, call_id: callId, outcome, sip_code: sipCode, cause, duration_ms: durationMs },
    },
    undefined,
    at,
  );
  if (attempt !== undefined) finishAttempt(run, attempt, outcome);
}

/** Ends an attempt and writes down its redial, if the alert is still unanswered and the plan allows one. */
export function finishAttempt(run: Run, attempt: Attempt, outcome: Outcome): void {
  attempt.state = "ended";
  attempt.outcome = outcome;
  attempt.watchAt = null;
  if (run.alert.state !== "triggered" || run.alert.run.snoozedUntil !== null) return;
  const target = run.alert.run.targets.find((candidate) => candidate.phoneId === attempt.phoneId);
  if (target === undefined) return;
  const rule = REDIAL_RULES[outcome];
  target.counted += rule.counts ? 1 : 0;
  target.platformFailures = rule.counts ? 0 : target.platformFailures + 1;
  const wait = redialWaitSeconds(outcome, target.platformFailures - 1, run.alert.plan.spacingSeconds);
  if (wait === null && outcome !== "cancelled") target.givenUp = true;
  if (wait !== null && !target.givenUp && target.counted < run.alert.plan.attempts) {
    addAttempt(run, target, run.now + wait * 1000, true);
  }
  skipHopelessStep(run);
}
