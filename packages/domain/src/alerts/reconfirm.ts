import type { Alert, Reconfirm } from "./alert.ts";
import { addAttempt, stopAttempts } from "./attempts.ts";
import { nextQuestion } from "./close.ts";
import { redialWaitSeconds, REDIAL_RULES } from "./redial.ts";
import { actorName, note, type Run } from "./run.ts";
import type { TimelineActor } from "./timeline.ts";
import { unacknowledge } from "./unacknowledge.ts";
import type { Outcome } from "../calls/outcomes.ts";

/** Nobody could answer while CallPing was away: the question, once asked, has its whole time again. */
export function renewQuestion(run: Run): void {
  const { reconfirm } = run.alert.run;
  if (reconfirm?.until == null) return;
  const from = Math.max(run.now, run.alert.run.ringsFrom ?? 0);
  run.alert.run.reconfirm = { ...reconfirm, until: from + ANSWER_WITHIN_SECONDS * 1000 };
}

/** From the first "still on it?" to the expiry: a call, its set-up and a few routes that fail. */
const ANSWER_WITHIN_SECONDS = 300;
/** A phone that rings for this alert already is asked a little later: it never rings twice at once. */
const BUSY_WAIT_SECONDS = 15;

/** The moment of the question, or of its end, has come. */
export function onReconfirmTime(run: Run): void {
  const { reconfirm } = run.alert.run;
  if (run.alert.state !== "acknowledged" || reconfirm == null || run.silences.maintenance !== null) return;
  if (reconfirm.until !== null && reconfirm.until <= run.now)
    return unacknowledge(run, "reconfirm", "nobody confirmed it in time");
  if (reconfirm.attemptId === null && reconfirm.dueAt <= run.now) ask(run, reconfirm);
}

/** When an acknowledged alert must be looked at for its question. */
export function questionAt({ state, run }: Alert): number | null {
  if (state !== "acknowledged" || run.reconfirm == null) return null;
  const { attemptId, dueAt, until } = run.reconfirm;
  if (attemptId === null) return until === null ? dueAt : Math.min(dueAt, until);
  return until;
}

function ask(run: Run, reconfirm: Reconfirm): void {
  const { phone } = reconfirm;
  if (phone === null)
    return unacknowledge(run, "reconfirm", "it was not acknowledged on a phone that could be asked");
  if (run.silences.quietUntil(phone.phoneId, run.alert.severity) !== null)
    return unacknowledge(run, "reconfirm", "whoever acknowledged has quiet hours");
  const until = reconfirm.until ?? run.now + ANSWER_WITHIN_SECONDS * 1000;
  const isBusy = run.alert.run.attempts.some(
    (attempt) => attempt.phoneId === phone.phoneId && attempt.state !== "ended",
  );
  if (isBusy) {
    run.alert.run.reconfirm = { ...reconfirm, until, dueAt: run.now + BUSY_WAIT_SECONDS * 1000 };
    return;
  }
  note(run, {
    kind: "reconfirm_asked",
    data: { phone_id: phone.phoneId, member_id: phone.memberId, until: new Date(until).toISOString() },
  });
  const asked = reconfirm.asked + 1;
  const attempt = addAttempt(run, { ...phone, tried: reconfirm.asked }, run.now, true, "reconfirm");
  run.alert.run.reconfirm = { ...reconfirm, until, asked, attemptId: attempt.id };
}

/** Whether this attempt is the question that is being asked. */
export function isQuestion(run: Run, attemptId: string): boolean {
  return run.alert.state === "acknowledged" && run.alert.run.reconfirm?.attemptId === attemptId;
}

/** Somebody is still on it: asked again after the same time, and quietness counts from now. */
export function reconfirm(
  run: Run,
  actor: TimelineActor,
  call: { attemptId: string; callId: string } | null,
): void {
  const { alert } = run;
  const next = nextQuestion(run, actor);
  const by = actorName(run, actor);
  alert.acknowledgedBy = by;
  alert.autoCloseAt = run.now + alert.autoCloseSeconds * 1000;
  // Said through the API, it is asked again on the phone that was asked now.
  const phone = next?.phone ?? alert.run.reconfirm?.phone ?? null;
  alert.run.reconfirm = next === null ? null : { ...next, phone };
  const ref = call === null ? {} : { attempt_id: call.attemptId, call_id: call.callId };
  note(run, { kind: "reconfirmed", data: { by, ...ref } }, actor);
  stopAttempts(run, call?.callId ?? null);
}

/** The key for "not now": still theirs, and asked again when the snooze is over. */
export function snoozeQuestion(run: Run, actor: TimelineActor, seconds: number): void {
  const question = run.alert.run.reconfirm;
  if (question == null) return;
  const until = run.now + seconds * 1000;
  run.alert.run.reconfirm = { ...question, dueAt: until, attemptId: null, until: null, asked: 0 };
  note(
    run,
    { kind: "snoozed", data: { by: actorName(run, actor), until: new Date(until).toISOString() } },
    actor,
  );
}

/** The question's call is over without a key. What CallPing or a trunk did is no answer: it is asked again. */
export function questionEnded(run: Run, outcome: Outcome): void {
  const question = run.alert.run.reconfirm;
  if (question == null) return;
  const wait = redialWaitSeconds(outcome, question.asked - 1, run.alert.plan);
  if (REDIAL_RULES[outcome].counts || wait === null)
    return unacknowledge(run, "reconfirm", `asked whether they are still on it: ${outcome}, no key`);
  run.alert.run.reconfirm = { ...question, attemptId: null, dueAt: run.now + wait * 1000 };
}
