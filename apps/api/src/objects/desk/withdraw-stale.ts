import { checkCallable } from "@callping/domain/caps/check-callable";
import type { Snapshot, SnapshotPhone } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";
import { contextOf } from "./stop-call.ts";

/**
 * The configuration changed: what was ordered for a telephone that is gone, has another number, is switched off or not proven,
 * or whose country is off, rings no more. It waits at the line of the number that it had, for as long as no PBX is there.
 * Who objected is not among them: their line ends what rings, but for the call in which they said so.
 */
export function withdrawStale(parts: DeskParts, before: Snapshot | null): void {
  const now = Date.now();
  const stale = new Map(
    (before?.phones ?? []).filter((old) => !mayStillRing(parts, old, now)).map((old) => [old.id, old.number]),
  );
  if (stale.size === 0) return;
  parts.commit(() => {
    const withdraw = (attemptId: string, phoneId: string, of: string): void => {
      const number = stale.get(phoneId);
      if (number !== undefined) parts.deliveries.add("withdraw", attemptId, number, of, now);
    };
    for (const { alert } of parts.alerts.open())
      for (const { id, state, phoneId } of alert.run.attempts)
        if (state === "live") withdraw(id, phoneId, alert.id);
    for (const { drill } of parts.drills.open()) {
      const last = drill.attempts.at(-1);
      if (last !== undefined) withdraw(last.id, drill.phoneId, drill.id);
    }
  });
  parts.detach("deliver", parts.deliver());
}

function mayStillRing(parts: DeskParts, { id, number }: SnapshotPhone, now: number): boolean {
  const snapshot = parts.snapshots.get();
  const phone = snapshot?.phones.find((candidate) => candidate.id === id);
  if (phone === undefined || phone.number !== number || !phone.enabled || !phone.verified) return false;
  return checkCallable(number, contextOf(parts, now), snapshot?.organization.countries).ok;
}
