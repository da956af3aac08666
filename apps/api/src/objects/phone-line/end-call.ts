import { isTrunkFailure, type Outcome } from "@callping/domain/calls/outcomes";
import type { LineParts } from "./parts.ts";
import { type CallRow, isDrill } from "./rows.ts";
import { isGhost, waitForGhost } from "./wait-for-ghost.ts";

export interface CallEnd {
  outcome: Outcome;
  sip_code: number | null;
  cause: number | null;
}

/** Ends a call for all its attempts, tells their Desks, and lets the line decide what comes next. */
export function endCall(parts: LineParts, call: CallRow, ended: CallEnd, at: number): void {
  const end = isStopped(parts, call, ended) ? { ...ended, outcome: "opted_out" as const } : ended;
  if (isGhost(parts, call, end)) return waitForGhost(parts, call, end, at);
  const now = Date.now();
  const attempts = parts.store.liveOf(call.call_id);
  const measured = attempts.find(({ order }) => order.measured === true);
  parts.results.note(call, end.outcome, at, measured?.order.since ?? null);
  const duration_ms = call.answered_at === null ? 0 : Math.max(0, at - call.answered_at);
  parts.commit(() => {
    parts.reports.add(call.call_id, attempts, at, { kind: "ended", duration_ms, ...end });
    parts.store.saveCall(
      { ...call, phase: "ended", leg_state: call.leg_state === null ? null : "ended" },
      now,
    );
    for (const key of ["dial", "silence", "watch"]) parts.timers.clear(`${key}:${call.call_id}`);
    if (end.outcome === "lost") parts.history.noteGhost(call.number, now);
    if (!isTrunkFailure(end.outcome) && call.placed_at !== null) {
      const { number, organization_id, started_at } = call;
      if (isDrill(attempts)) parts.history.noteDrillEnd(number, organization_id, started_at, now);
      else parts.history.noteEnd(number, organization_id, started_at, now);
    }
    for (const attempt of attempts) parts.store.endAttempt(attempt.attempt_id, end.outcome, now);
  });
  parts.detach("report a call's end", parts.reports.drain(call.call_id));
  parts.takeTurn(call.number);
}

/** We hung up because nobody may call the number any more: then its Desk is told that, and its plan goes on. */
function isStopped({ store, suppressions }: LineParts, call: CallRow, { outcome }: CallEnd): boolean {
  const [attempt] = store.liveOf(call.call_id);
  return outcome === "cancelled" && attempt !== undefined && suppressions.stopsOrder(attempt.order);
}
