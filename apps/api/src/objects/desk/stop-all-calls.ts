import { attemptOfCode } from "@callping/domain/code-calls/code-call";
import type { Snapshot } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";

/**
 * An operator has stopped the organization's calls: what rings or waits is withdrawn at once, in one commit. Each attempt is
 * then asked for anew, and stopped with its reason; its plan goes on, and ends with the owners' mail.
 */
export function stopAllCalls(parts: DeskParts, before: Snapshot | null): void {
  const isStopped = parts.snapshots.get()?.organization.calls_stopped === true;
  if (!isStopped || before?.organization.calls_stopped === true) return;
  const now = Date.now();
  parts.commit(() => {
    for (const { alert } of parts.alerts.open())
      for (const { id, state, phoneId } of alert.run.attempts)
        if (state === "live") parts.deliveries.add("withdraw", id, phoneId, alert.id, now);
    for (const { call } of parts.codes.open())
      parts.deliveries.add("withdraw", attemptOfCode(call), call.phoneId, call.id, now);
    for (const { drill } of parts.drills.open()) {
      const last = drill.attempts.at(-1);
      if (last !== undefined) parts.deliveries.add("withdraw", last.id, drill.phoneId, drill.id, now);
    }
  });
  parts.detach("deliver", parts.deliver());
}
