import type { LineParts } from "./parts.ts";
import type { AttemptRow } from "./rows.ts";
import { withdraw } from "./withdraw.ts";

/**
 * An alert wants the line of a drill that cannot take it in: another organization's, or the drill was answered. The
 * drill is hung up, and the alert rings at its end. A carrier that still rings the old call is no busy person.
 */
export function displaceDrill(parts: LineParts, callId: string): void {
  const call = parts.store.call(callId);
  if (call === null || call.stopping === 1) return;
  parts.history.noteGhost(call.number, Date.now());
  for (const { attempt_id } of parts.store.liveOf(callId))
    parts.detach("withdraw a drill for an alert", withdraw(parts, attempt_id));
}

/** Drills that wait where an alert rings or waits are over: nobody is tested in an incident. What is left waits on. */
export function withoutDrills(parts: LineParts, waiting: readonly AttemptRow[]): AttemptRow[] {
  for (const { attempt_id, order } of waiting)
    if (order.drill === true) parts.detach("withdraw a drill that waits", withdraw(parts, attempt_id));
  return waiting.filter(({ order }) => order.drill !== true);
}

/** The call of a drill speaks of alerts now: the drill is over, and the call goes on without it. */
export function leaveCall(parts: LineParts, callId: string): void {
  const attempts = parts.store.liveOf(callId);
  const drills = attempts.filter(({ order }) => order.drill === true);
  if (drills.length === attempts.length) return;
  const now = Date.now();
  parts.commit(() => {
    for (const { attempt_id } of drills) parts.store.endAttempt(attempt_id, "cancelled", now);
  });
  for (const { attempt_id, order } of drills) {
    const fact = {
      kind: "ended",
      outcome: "cancelled",
      sip_code: null,
      cause: null,
      duration_ms: 0,
    } as const;
    // Under its own id: the call has not ended. Should this be lost, the Desk asks what became of it.
    const report = { call_id: attempt_id, attempt_ids: [attempt_id], seq: now, at: now, fact };
    parts.detach("say that a drill gave way", parts.env.DESK.getByName(order.desk).callReports([report]));
  }
}
