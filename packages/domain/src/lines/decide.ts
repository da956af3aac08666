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
  /** `until` is null when the end of the live call decides. */
  | { kind: "hold"; reason: HoldReason; until: number | null }
  | { kind: "idle" };

/** What a line does next. Pure; called whenever an attempt comes, a call ends or a moment passes. */
export function decideLine(line: LineState, waiting: readonly WaitingAttempt[], now: number): LineDecision {
  if (waiting.length === 0) return { kind: "idle" };
  if (line.live !== null) return joinOrWait(line.live, waiting);
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

function joinOrWait(live: NonNullable<LineState["live"]>, waiting: readonly WaitingAttempt[]): LineDecision {
  const same = waiting.filter((attempt) => attempt.organizationId === live.organizationId);
  if (live.absorbs && same.length > 0) {
    return {
      kind: "join",
      callId: live.callId,
      attemptIds: worstFirst(same).map((attempt) => attempt.attemptId),
    };
  }
  return { kind: "hold", reason: "line_busy", until: null };
}

/** The end of the three-minute window that is full, or 0. Calls of others never hold a critical alert back. */
function callCapUntil(line: LineState, { organizationId, severity }: WaitingAttempt, now: number): number {
  const windowMs = CALL_WINDOW_SECONDS * 1000;
  const starts = line.recentStarts
    .flatMap((start) => {
      if (typeof start === "number") return [start];
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
