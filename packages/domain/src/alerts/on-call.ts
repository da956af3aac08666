import type { Attempt, Target } from "./alert.ts";
import { addAttempt, watch } from "./attempts.ts";
import { acknowledge, resolve, snooze, SNOOZE_SECONDS } from "./close.ts";
import type { CallFact } from "./events.ts";
import { escalateNow, holdAttempt, noteRang, skipHopelessStep } from "./plan-run.ts";
import { isQuestion, questionEnded, reconfirm, snoozeQuestion } from "./reconfirm.ts";
import { REDIAL_RULES, redialWaitSeconds } from "./redial.ts";
import { actorName, note, phoneActor, type Run } from "./run.ts";
import type { TimelineActor } from "./timeline.ts";
import { unacknowledge } from "./unacknowledge.ts";
import type { Outcome } from "../calls/outcomes.ts";

/** Applies what a PhoneLine says of an attempt. Facts about attempts that ended already are only noted. */
export function onCall(run: Run, attemptId: string, callId: string, at: number, fact: CallFact): void {
  const attempt = run.alert.run.attempts.find((candidate) => candidate.id === attemptId);
  if (attempt !== undefined && attempt.state === "live") {
    attempt.callId = callId;
    watch(run, attempt);
    if (fact.kind === "held") holdAttempt(run, attempt, fact.reason);
    if (fact.kind === "note" && (fact.fact.kind === "ringing" || fact.fact.kind === "answered"))
      noteRang(run, attempt);
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
    data: {
      attempt_id: attempt.id,
      phone_id: attempt.phoneId,
      member_id: attempt.memberId,
      reason: fact.reason,
      until,
    },
  });
}

function onKey(
  run: Run,
  attemptId: string,
  callId: string,
  at: number,
  fact: Extract<CallFact, { kind: "key" }>,
): void {
  const phone = run.alert.run.attempts.find((attempt) => attempt.id === attemptId);
  const actor = phoneActor(phone);
  note(
    run,
    {
      kind: "key",
      data: { attempt_id: attemptId, call_id: callId, digit: fact.digit, meaning: fact.meaning },
    },
    actor,
    at,
  );
  if (isQuestion(run, attemptId)) return onAnswer(run, phone, actor, callId, at, fact.meaning);
  if (fact.meaning === "acknowledge") acknowledge(run, actor, { attemptId, callId });
  if (fact.meaning === "snooze") snooze(run, actor, callId);
  if (fact.meaning === "resolve" && run.alert.closedAt === null) resolve(run, actor, "key", callId);
  if (fact.meaning === "opt_out" && phone !== undefined) giveUp(run, phone.phoneId);
  if (fact.meaning === "escalate" && run.alert.state === "triggered") escalate(run, phone, actor, at);
}

/** A key on the call that asks whoever acknowledged whether they are still on it. */
function onAnswer(
  run: Run,
  phone: Attempt | undefined,
  actor: TimelineActor,
  callId: string,
  at: number,
  meaning: string,
): void {
  if (phone === undefined) return;
  if (meaning === "acknowledge") reconfirm(run, actor, { attemptId: phone.id, callId });
  if (meaning === "snooze") snoozeQuestion(run, actor, SNOOZE_SECONDS);
  if (meaning === "resolve") resolve(run, actor, "key", callId);
  if (meaning !== "escalate") return;
  unacknowledge(run, "key", "whoever acknowledged asked for the next people", actor);
  escalate(run, phone, actor, at);
}

/** The next people, now. Somebody whose step is over asks for what happened already: nobody may be skipped by it. */
function escalate(run: Run, phone: Attempt | undefined, actor: TimelineActor, at: number): void {
  const plan = run.alert.run;
  if (plan.muted != null) return;
  const isOver = phone === undefined || !plan.targets.some((target) => target.phoneId === phone.phoneId);
  note(
    run,
    { kind: "escalated", data: { by: actorName(run, actor), to_step: isOver ? plan.step : plan.step + 1 } },
    actor,
    at,
  );
  if (isOver) return;
  giveUp(run, phone.phoneId);
  escalateNow(run);
  if (plan.targets.some((target) => target.phoneId !== phone.phoneId)) giveUp(run, phone.phoneId);
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
  const { outcome, sipCode, cause, durationMs, refused } = fact;
  note(
    run,
    {
      kind: "call_ended",
      data: {
        attempt_id: attemptId,
        call_id: callId === attemptId ? null : callId,
        outcome,
        sip_code: sipCode,
        cause,
        duration_ms: durationMs,
        ...(refused !== undefined && { refused }),
      },
    },
    undefined,
    at,
  );
  if (attempt !== undefined) finishAttempt(run, attempt, outcome);
}

/** The PhoneLine knows nothing of an attempt: it ended, and nobody can say how. */
export function loseAttempt(run: Run, attemptId: string): void {
  const attempt = run.alert.run.attempts.find((candidate) => candidate.id === attemptId);
  if (attempt?.state !== "live") return;
  onEnded(run, attempt, attemptId, attempt.callId ?? attemptId, run.now, {
    kind: "ended",
    outcome: "lost",
    sipCode: null,
    cause: null,
    durationMs: 0,
  });
}

/** Ends an attempt and writes down its redial, if the alert is still unanswered and the plan allows one. */
function finishAttempt(run: Run, attempt: Attempt, outcome: Outcome): void {
  attempt.state = "ended";
  attempt.outcome = outcome;
  attempt.watchAt = null;
  if (isQuestion(run, attempt.id)) return questionEnded(run, outcome);
  const { snoozedUntil, muted } = run.alert.run;
  if (run.alert.state !== "triggered" || snoozedUntil !== null || muted != null) return;
  const target = run.alert.run.targets.find((candidate) => candidate.phoneId === attempt.phoneId);
  const rule = REDIAL_RULES[outcome];
  if (rule.counts && rule.wait !== "never") noteRang(run, attempt);
  if (target !== undefined) redial(run, target, outcome);
  skipHopelessStep(run);
}

function redial(run: Run, target: Target, outcome: Outcome): void {
  const rule = REDIAL_RULES[outcome];
  target.counted += rule.counts ? 1 : 0;
  target.platformFailures = rule.counts ? 0 : target.platformFailures + 1;
  const wait = redialWaitSeconds(outcome, target.platformFailures - 1, run.alert.plan);
  if (wait === null) target.givenUp = true;
  if (wait !== null && !target.givenUp && target.counted < run.alert.plan.attempts) {
    addAttempt(run, target, run.now + wait * 1000, true);
  }
}
