import { pbxLinkName } from "../names.ts";
import { endCall } from "./end-call.ts";
import type { LineParts } from "./parts.ts";
import { legOf } from "./rows.ts";

/**
 * Stops an attempt: the alert was acknowledged, resolved or exhausted. A call that serves no other attempt is hung up
 * at once, in mid-dial and in mid-call; its end is reported when the PBX has proven it.
 */
export async function withdraw(parts: LineParts, attemptId: string): Promise<void> {
  const attempt = parts.store.attempt(attemptId);
  if (attempt === null) return parts.store.addTombstone(attemptId, Date.now());
  if (attempt.state === "ended") return;
  const call = attempt.call_id === null ? null : parts.store.call(attempt.call_id);
  const now = Date.now();
  if (call === null || call.phase === "ended") {
    parts.store.endAttempt(attemptId, "cancelled", now);
    const fact = {
      kind: "ended",
      outcome: "cancelled",
      sip_code: null,
      cause: null,
      duration_ms: 0,
    } as const;
    await parts.env.DESK.getByName(attempt.order.desk).callReports([
      { call_id: attemptId, attempt_ids: [attemptId], seq: now, at: now, fact },
    ]);
    return;
  }
  const others = parts.store.liveOf(call.call_id).filter((other) => other.attempt_id !== attemptId);
  if (others.length > 0) {
    parts.commit(() => {
      parts.reports.add(call.call_id, [attempt], now, {
        kind: "ended",
        outcome: "cancelled",
        sip_code: null,
        cause: null,
        duration_ms: 0,
      });
      parts.store.endAttempt(attemptId, "cancelled", now);
    });
    return parts.reports.drain(call.call_id);
  }
  const leg = legOf(call);
  if (leg === null) return endCall(parts, call, { outcome: "cancelled", sip_code: null, cause: null }, now);
  parts.store.saveCall({ ...call, stopping: 1 });
  parts.timers.set(`watch:${call.call_id}`, now + 5_000);
  await parts.env.PBX_LINK.getByName(pbxLinkName(leg.pbx_id)).cancel(leg.leg_id);
}
