import { SEVERITIES } from "../alerts/severity.ts";
import type { HoldReason } from "../alerts/timeline.ts";
import type { LineState, WaitingAttempt } from "./line.ts";

/** Between two calls to one number; explicit redials of a plan are excepted (product, section 5). */
export const COOLDOWN_SECONDS = 60;
/** At most this many calls in the window; what comes beyond is combined into the next call. */
export const CALLS_PER_WINDOW = 3;
export const CALL_WINDOW_SECONDS = 180;

export type LineDecision =
  /** Ring now, for all of these at once: one organization, worst first. */
  | { kind: "start"; attemptIds: string[] }
  /** The ringing call takes these in: it says so when it is answered. */
  | { kind: "join"; callId: string; attemptIds: string[] }
  /** An alert wants the line of a drill that cannot take it in: the drill is withdrawn, and its end decides again. */
  | { kind: "displace"; callId: string }
  /** `until` is null when the end of the live call decides. */
  | { kind: "hold"; reason: HoldReason; until: number | null }
  | { kind: "idle" };

/** What a line does next. Pure; called whenever an attempt comes, a call ends or a moment passes. */
export function decideLine(line: LineState, waiting: readonly WaitingAttempt[], now: number): LineDecision {
  if (waiting.length === 0) return { kind: "idle" };
  const alerts = waiting.filter(({ drill }) => drill !== true);
  if (line.live !== null) return joinOrWait(line.live, alerts);
  const [test] = waiting;
  // A drill rings alone, and only when no alert waits.
  if (alerts.length === 0 && test !== undefined) return startDrill(line, test, now);
  return startAlerts(line, alerts, now);
}

function startAlerts(line: LineState, waiting: readonly WaitingAttempt[], now: number): LineDecision {
  const ready = waiting.filter((attempt) => attempt.notBefore <= now);
  const freeAt = (attempt: WaitingAttempt): number =>
    Math.max(attempt.notBefore, cooldownUntil(line, attempt), callCapUntil(line, attempt, now));
  const until = Math.min(...waiting.map(freeAt));
  if (ready.length === 0) return { kind: "hold", reason: "ghost_leg", until };
  const first = worstFirst(ready.filter((attempt) => freeAt(attempt) <= now))[0];
  if (first === undefined) {
    const isCapped = ready.every((attempt) => callCapUntil(line, attempt, now) > now);
    return { kind: "hold", reason: isCapped ? "call_cap" : "cooldown", until };
  }
  const together = ready.filter((attempt) => attempt.organizationId === first.organizationId);
  return { kind: "start", attemptIds: worstFirst(together).map((attempt) => attempt.attemptId) };
}

/** A drill spares the person more than an alert does: every call counts, whoever's it was and whatever it was for. */
function startDrill(line: LineState, test: WaitingAttempt, now: number): LineDecision {
  const starts = line.recentStarts
    .map((start) => (typeof start === "number" ? start : start.at))
    .filter((at) => at > now - CALL_WINDOW_SECONDS * 1000)
    .sort((a, b) => a - b);
  const cooldown = Math.max(line.lastEnded?.at ?? 0, starts.at(-1) ?? 0) + COOLDOWN_SECONDS * 1000;
  const cap = (starts[starts.length - CALLS_PER_WINDOW] ?? -Infinity) + CALL_WINDOW_SECONDS * 1000;
  const until = Math.max(test.notBefore, cooldown, cap);
  if (until <= now) return { kind: "start", attemptIds: [test.attemptId] };
  if (test.notBefore > now) return { kind: "hold", reason: "ghost_leg", until };
  return { kind: "hold", reason: cap > now ? "call_cap" : "cooldown", until };
}

/** @param waiting without drills, which never join a call */
function joinOrWait(live: NonNullable<LineState["live"]>, waiting: readonly WaitingAttempt[]): LineDecision {
  const same = waiting.filter((attempt) => attempt.organizationId === live.organizationId);
  if (live.absorbs && same.length > 0) {
    return {
      kind: "join",
      callId: live.callId,
      attemptIds: worstFirst(same).map((attempt) => attempt.attemptId),
    };
  }
  if (live.drill === true && waiting.length > 0) return { kind: "displace", callId: live.callId };
  return { kind: "hold", reason: "line_busy", until: null };
}

/** The end of the three-minute window that is full, or 0. Drills hold no alert back, others' calls no critical one. */
function callCapUntil(line: LineState, { organizationId, severity }: WaitingAttempt, now: number): number {
  if (line.recentStarts.length < CALLS_PER_WINDOW) return 0;
  const windowMs = CALL_WINDOW_SECONDS * 1000;
  const starts = line.recentStarts
    .flatMap((start) => {
      if (typeof start === "number") return [start];
      if (start.drill === true) return [];
      return severity === "critical" && start.organizationId !== organizationId ? [] : [start.at];
    })
    .filter((at) => at > now - windowMs)
    .sort((a, b) => a - b);
  const oldest = starts[starts.length - CALLS_PER_WINDOW];
  return oldest === undefined ? 0 : oldest + windowMs;
}

/** One organization's cooldown never delays another's critical alert. */
function cooldownUntil(line: LineState, attempt: WaitingAttempt): number {
  if (line.lastEnded === null || attempt.ignoreCooldown) return 0;
  const anothers = line.lastEnded.organizationId !== attempt.organizationId;
  return anothers && attempt.severity === "critical" ? 0 : line.lastEnded.at + COOLDOWN_SECONDS * 1000;
}

function worstFirst(attempts: readonly WaitingAttempt[]): WaitingAttempt[] {
  return attempts.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.since - b.since,
  );
}
