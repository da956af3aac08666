import { dueAt } from "./due-at.ts";
import type { HeartbeatSettings, HeartbeatState, HeartbeatStep, Signal } from "./heartbeat.ts";

/** Found this late, a heartbeat was due while we were away ourselves. */
const WE_WERE_AWAY_MS = 60_000;
/** However long the grace is: a ping that was lost while we were away does not come again, and the job may have failed. */
const LONGEST_WAIT_MS = 300_000;

/** A ping. A `start` alone brings nothing back: only work that was done does. */
export function takePing(state: HeartbeatState, signal: Signal, now: number): HeartbeatStep {
  switch (signal) {
    case "start":
      return { state: { ...state, startedAt: now, waitUntil: null }, news: null };
    case "success":
      return { state: heardAt(now, false), news: state.down ? "back" : null };
    case "fail":
      return { state: heardAt(now, true), news: "failed" };
  }
}

/**
 * Whether a heartbeat is missing now. One that was due while CallPing itself was down is given its grace once more,
 * at most five minutes: its pings could not arrive, and a restart must not ring for all of them.
 */
export function checkMissing(settings: HeartbeatSettings, state: HeartbeatState, now: number): HeartbeatStep {
  const due = dueAt(settings, state);
  if (due === null || due > now) return { state, news: null };
  if (now - due > WE_WERE_AWAY_MS && state.waitUntil === null) {
    const grace = Math.min(settings.graceSeconds * 1000, LONGEST_WAIT_MS);
    const waitUntil = now + Math.max(grace, WE_WERE_AWAY_MS);
    return { state: { ...state, waitUntil }, news: null };
  }
  return { state: { ...state, startedAt: null, down: true }, news: "missing" };
}

function heardAt(now: number, down: boolean): HeartbeatState {
  return { lastPingAt: now, startedAt: null, down, waitUntil: null };
}
