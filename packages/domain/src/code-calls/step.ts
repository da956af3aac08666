import type { AlertEffect, CallFact } from "../alerts/events.ts";
import type { TimelineActor, TimelineFact } from "../alerts/timeline.ts";
import { isTrunkFailure, type Outcome } from "../calls/outcomes.ts";
import { attemptOfCode, type CodeCall, type CodeResult, type NewCodeCall } from "./code-call.ts";

/** A code that finds no free line within this is not spoken: nobody waits for it with the portal open any more. */
const WATCH_MS = 3 * 60_000;
const WATCH_AGAIN_MS = 60_000;

export type CodeEvent =
  | { kind: "tick" }
  | { kind: "call"; attemptId: string; callId: string; at: number; fact: CallFact }
  /** Its PhoneLine does not know it. */
  | { kind: "attempt_lost"; attemptId: string };

export interface CodeStep {
  call: CodeCall;
  /** What the shell does after it has stored the call; the same as an alert's. */
  effects: AlertEffect[];
}

type Turn = CodeStep & { now: number };

/** A code call that is ordered now: its attempt goes to its line at once. */
export function beginCode(fresh: NewCodeCall, now: number): CodeStep {
  const call: CodeCall = {
    ...fresh,
    orderedAt: now,
    state: "calling",
    wakeAt: now + WATCH_MS,
    callId: null,
    held: null,
    spokenAt: null,
    keyedAt: null,
    endedAt: null,
    outcome: null,
    result: null,
  };
  const turn: Turn = { call, effects: [], now };
  const attempt_id = attemptOfCode(call);
  note(turn, { kind: "attempt_started", data: { attempt_id, ...phoneOf(call), n: 1, attempts: 1 } });
  turn.effects.push({ kind: "dial", attemptId: attempt_id });
  return { call, effects: turn.effects };
}

/** One step of a code call. Total: what comes late or twice changes nothing, but for a key, which counts whenever it comes. */
export function stepCode(call: CodeCall, event: CodeEvent, now: number): CodeStep {
  const turn: Turn = { call: { ...call }, effects: [], now };
  switch (event.kind) {
    case "tick":
      watch(turn);
      break;
    case "attempt_lost":
      end(turn, "lost", { callId: null, sipCode: null, cause: null, durationMs: 0, at: now });
      break;
    case "call":
      if (event.attemptId === attemptOfCode(call)) takeFact(turn, event);
      break;
  }
  return { call: turn.call, effects: turn.effects };
}

/** Withdrawn while it has no call; asked after in any case. */
function watch(turn: Turn): void {
  const { call, now, effects } = turn;
  if (call.wakeAt === null || call.wakeAt > now) return;
  const attemptId = attemptOfCode(call);
  const { phoneId } = call;
  if (call.callId === null) effects.push({ kind: "withdraw", attemptId, phoneId });
  effects.push({ kind: "inquire", attemptId, phoneId });
  call.wakeAt = now + WATCH_AGAIN_MS;
}

function takeFact(turn: Turn, { attemptId, callId, at, fact }: Extract<CodeEvent, { kind: "call" }>): void {
  const { call } = turn;
  switch (fact.kind) {
    case "held": {
      call.held = fact.reason;
      const until = fact.until === null ? null : new Date(fact.until).toISOString();
      const data = { attempt_id: attemptId, ...phoneOf(call), reason: fact.reason, until };
      return note(turn, { kind: "attempt_held", data });
    }
    case "note":
      Object.assign(call, { callId, held: null });
      if (fact.fact.kind === "spoken") call.spokenAt ??= at;
      return note(turn, fact.fact, at);
    case "key":
      return key(turn, { attemptId, callId, at }, fact);
    case "ended": {
      const { outcome, sipCode, cause, durationMs } = fact;
      // An attempt that ended before it had a call reports under its own id.
      const id = callId === attemptId ? null : callId;
      return end(turn, outcome, { callId: id, sipCode, cause, durationMs, at });
    }
  }
}

const RESULTS = { acknowledge: "agreed", refuse: "refused", opt_out: "opted_out" } as const;

function key(
  turn: Turn,
  { attemptId, callId, at }: { attemptId: string; callId: string; at: number },
  { digit, meaning }: { digit: string; meaning: string },
): void {
  const { call } = turn;
  const data = { attempt_id: attemptId, call_id: callId, digit, meaning };
  note(turn, { kind: "key", data }, at, { type: "phone", ...phoneOf(call), label: call.label });
  if (meaning === "acknowledge" || meaning === "refuse" || meaning === "opt_out")
    Object.assign(call, { result: RESULTS[meaning], keyedAt: at });
}

interface Ended {
  callId: string | null;
  sipCode: number | null;
  cause: number | null;
  durationMs: number;
  at: number;
}

function end(turn: Turn, outcome: Outcome, ended: Ended): void {
  const { call, now } = turn;
  if (call.state === "over") return;
  const { callId, sipCode: sip_code, cause, durationMs: duration_ms, at } = ended;
  const data = {
    attempt_id: attemptOfCode(call),
    call_id: callId,
    outcome,
    sip_code,
    cause,
    duration_ms,
  };
  note(turn, { kind: "call_ended", data }, at);
  Object.assign(call, {
    state: "over",
    wakeAt: null,
    endedAt: now,
    outcome,
    callId: callId ?? call.callId,
    result: call.result ?? resultOf(call, outcome),
  } satisfies Partial<CodeCall>);
}

const OF_CALLPING: readonly Outcome[] = ["no_permitted_route", "cancelled", "lost", "failed"];

function resultOf({ spokenAt }: CodeCall, outcome: Outcome): CodeResult {
  if (outcome === "opted_out") return "opted_out";
  if (OF_CALLPING.includes(outcome) || isTrunkFailure(outcome)) return "not_placed";
  return spokenAt === null ? "not_reached" : "spoken";
}

function phoneOf({ phoneId, ownerId }: CodeCall): { phone_id: string; member_id: string } {
  return { phone_id: phoneId, member_id: ownerId };
}

function note(
  turn: Turn,
  fact: TimelineFact,
  occurredAt: number | null = null,
  actor: TimelineActor = { type: "system" },
): void {
  turn.effects.push({ kind: "timeline", actor, fact, occurredAt });
}
