import type { AlertEffect, CallFact } from "../alerts/events.ts";
import type { Refused, TimelineActor, TimelineFact } from "../alerts/timeline.ts";
import { isTrunkFailure, type Outcome } from "../calls/outcomes.ts";
import type { Drill, DrillAttempt, DrillResult, Hindrance, MissedReason } from "./drill.ts";

/** A moment that is kept later than this was kept by nobody. */
const LATE_MS = 2 * 60_000;
/** An alert rings the person: the drill waits, and asks again after this. */
const ASK_AGAIN_MS = 10 * 60_000;
/** Longer than any call takes. One that has no call by then is withdrawn, so that no drill rings late. */
const WATCH_MS = 5 * 60_000;
const WATCH_AGAIN_MS = 60_000;
/** The planned call and one redial. */
const MOST_ATTEMPTS = 2;

export type DrillEvent =
  | { kind: "tick" }
  | { kind: "call"; attemptId: string; callId: string; at: number; fact: CallFact }
  /** Its PhoneLine does not know it. */
  | { kind: "attempt_lost"; attemptId: string };

export interface DrillStep {
  drill: Drill;
  /** What the shell does after it has stored the drill; the same as an alert's. */
  effects: AlertEffect[];
}

interface Turn extends DrillStep {
  now: number;
  hindrance: () => Hindrance | null;
}

/**
 * One step of a drill. Total: what comes late or twice changes nothing, but for a key, which proves the phone whenever
 * it comes. A drill rings at its moment or not at all, and ends with a result.
 * @param hindrance asked only before a call; why the phone may not be rung now
 */
export function stepDrill(
  drill: Drill,
  event: DrillEvent,
  now: number,
  hindrance: () => Hindrance | null,
): DrillStep {
  const turn: Turn = { drill: { ...drill }, effects: [], now, hindrance };
  switch (event.kind) {
    case "tick":
      tick(turn);
      break;
    case "attempt_lost":
      endAttempt(turn, event.attemptId, "lost", {
        callId: null,
        sipCode: null,
        cause: null,
        durationMs: 0,
        at: now,
      });
      break;
    case "call":
      takeFact(turn, event);
      break;
  }
  return { drill: turn.drill, effects: turn.effects };
}

function tick(turn: Turn): void {
  const { drill, now } = turn;
  if (drill.wakeAt === null || drill.wakeAt > now) return;
  if (drill.state === "calling") return watch(turn);
  if (now > drill.wakeAt + LATE_MS || now > drill.latestAt)
    return end(turn, resultOf(drill, "platform_down"));
  const hindrance = turn.hindrance();
  if (hindrance === null) return call(turn);
  if (hindrance === "alert_ringing" && drill.attempts.length === 0 && now + ASK_AGAIN_MS < drill.latestAt)
    drill.wakeAt = now + ASK_AGAIN_MS;
  else end(turn, resultOf(drill, hindrance));
}

function call(turn: Turn): void {
  const { drill, now } = turn;
  const n = drill.attempts.length + 1;
  const id = `${drill.id}-${n}`;
  const fresh = { id, startedAt: now, callId: null, held: null, answeredAt: null, outcome: null };
  drill.attempts = [...drill.attempts, fresh];
  drill.state = "calling";
  drill.wakeAt = now + WATCH_MS;
  const { phoneId: phone_id, memberId: member_id } = drill;
  note(turn, {
    kind: "attempt_started",
    data: { attempt_id: id, phone_id, member_id, n, attempts: MOST_ATTEMPTS },
  });
  turn.effects.push({ kind: "dial", attemptId: id });
}

/** No end was told in time. A call that was never placed is taken back; either way the line says what became of it. */
function watch(turn: Turn): void {
  const { drill, now } = turn;
  const { phoneId } = drill;
  const attempt = drill.attempts.at(-1);
  if (attempt === undefined) return;
  if (attempt.callId === null) turn.effects.push({ kind: "withdraw", attemptId: attempt.id, phoneId });
  turn.effects.push({ kind: "inquire", attemptId: attempt.id, phoneId });
  drill.wakeAt = now + WATCH_AGAIN_MS;
}

function takeFact(turn: Turn, event: Extract<DrillEvent, { kind: "call" }>): void {
  const { attemptId, callId, at, fact } = event;
  const attempt = turn.drill.attempts.find(({ id }) => id === attemptId);
  if (attempt === undefined) return;
  switch (fact.kind) {
    case "held":
      return held(turn, attempt, fact);
    case "note":
      change(turn, attempt, { callId, held: null, ...(fact.fact.kind === "answered" && { answeredAt: at }) });
      return note(turn, fact.fact, at);
    case "key":
      return key(turn, attempt, event, fact);
    case "ended": {
      const { outcome, sipCode, cause, durationMs, refused } = fact;
      // An attempt that ended before it had a call reports under its own id.
      const ended = {
        callId: callId === attemptId ? null : callId,
        sipCode,
        cause,
        durationMs,
        at,
        ...(refused !== undefined && { refused }),
      };
      return endAttempt(turn, attemptId, outcome, ended);
    }
  }
}

function held(
  turn: Turn,
  attempt: DrillAttempt,
  { reason, until }: Extract<CallFact, { kind: "held" }>,
): void {
  change(turn, attempt, { held: reason });
  const { phoneId: phone_id, memberId: member_id } = turn.drill;
  const iso = until === null ? null : new Date(until).toISOString();
  note(turn, {
    kind: "attempt_held",
    data: { attempt_id: attempt.id, phone_id, member_id, reason, until: iso },
  });
}

function key(
  turn: Turn,
  attempt: DrillAttempt,
  { callId, at }: { callId: string; at: number },
  { digit, meaning }: { digit: string; meaning: string },
): void {
  const { phoneId: phone_id, memberId: member_id, label } = turn.drill;
  const data = { attempt_id: attempt.id, call_id: callId, digit, meaning };
  note(turn, { kind: "key", data }, at, { type: "phone", phone_id, member_id, label });
  if (meaning !== "acknowledge") return;
  const msToKey = attempt.answeredAt === null ? null : Math.max(0, at - attempt.answeredAt);
  if (turn.drill.result?.kind !== "proven") end(turn, { kind: "proven", msToKey });
}

interface Ended {
  callId: string | null;
  sipCode: number | null;
  cause: number | null;
  durationMs: number;
  refused?: Refused;
  at: number;
}

function endAttempt(turn: Turn, attemptId: string, outcome: Outcome, ended: Ended): void {
  const attempt = turn.drill.attempts.find(({ id }) => id === attemptId);
  if (attempt === undefined || attempt.outcome !== null) return;
  const { callId, sipCode: sip_code, cause, durationMs: duration_ms, at, refused } = ended;
  change(turn, attempt, { outcome, callId: callId ?? attempt.callId });
  const data = {
    attempt_id: attemptId,
    call_id: callId,
    outcome,
    sip_code,
    cause,
    duration_ms,
    ...(refused !== undefined && { refused }),
  };
  note(turn, { kind: "call_ended", data }, at);
  const { drill, now } = turn;
  if (drill.state === "over") return;
  if (drill.attempts.length < MOST_ATTEMPTS && mayRedial(outcome)) {
    drill.state = "waiting";
    drill.wakeAt = now + drill.redialMinutes * 60_000;
  } else end(turn, resultOf(drill, missedBy(attempt, outcome)));
}

/** Who objected, a number that is none, and a line that an alert took are not rung once more. */
function mayRedial(outcome: Outcome): boolean {
  return !["opted_out", "bad_number", "no_permitted_route", "capped", "cancelled"].includes(outcome);
}

/** What an attempt that says nothing of the phone was missed by. */
function missedBy(attempt: DrillAttempt, outcome: Outcome): MissedReason {
  if (outcome === "no_permitted_route" || outcome === "capped") return "phone_unusable";
  if (outcome !== "cancelled" || attempt.held === "no_pbx_connected") return "call_failed";
  return attempt.callId === null ? "line_busy" : "alert_took_over";
}

/** What the calls so far say of the phone; when they say nothing, the moment was missed. */
function resultOf({ attempts }: Drill, reason: MissedReason): DrillResult {
  const told = attempts.findLast(({ outcome }) => outcome !== null && tellsOfPhone(outcome))?.outcome;
  return told == null ? { kind: "missed", reason } : { kind: "not_proven", outcome: told };
}

function tellsOfPhone(outcome: Outcome): boolean {
  const ofCallPing: Outcome[] = ["no_permitted_route", "capped", "cancelled", "lost", "failed"];
  return !isTrunkFailure(outcome) && !ofCallPing.includes(outcome);
}

function end(turn: Turn, result: DrillResult): void {
  Object.assign(turn.drill, {
    state: "over",
    wakeAt: null,
    endedAt: turn.now,
    result,
  } satisfies Partial<Drill>);
}

function change(turn: Turn, attempt: DrillAttempt, to: Partial<DrillAttempt>): void {
  turn.drill.attempts = turn.drill.attempts.map((one) => (one.id === attempt.id ? { ...one, ...to } : one));
}

function note(
  turn: Turn,
  fact: TimelineFact,
  occurredAt: number | null = null,
  actor: TimelineActor = { type: "system" },
): void {
  turn.effects.push({ kind: "timeline", actor, fact, occurredAt });
}
