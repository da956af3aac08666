import type { LineParts } from "./parts.ts";
import { isEuOnly, legOf } from "./rows.ts";

/** How long a leg may take before the PhoneLine asks the PBX about it: ring time and this. */
const WATCH_BEYOND_RING_MS = 90_000;

/**
 * The PBX has the leg: it says so, or tells of it, whichever comes first. Worth no commit: after a crash the leg is handed
 * over again, and refused as known.
 * @param at milliseconds since the epoch
 */
export function notePlaced(parts: LineParts, callId: string, legId: string, at: number): void {
  const call = parts.store.call(callId);
  const leg = call === null ? null : legOf(call);
  if (call === null || leg?.leg_id !== legId || call.leg_state !== "placing") return;
  const attempts = parts.store.liveOf(callId);
  const ringSeconds = attempts[0]?.order.ring_seconds ?? 0;
  const phase = call.phase === "initiated" ? "placed" : call.phase;
  parts.store.saveCallLater({ ...call, phase, leg_state: "placed", placed_at: at });
  parts.reports.addLater(callId, attempts, at, {
    kind: "placed",
    ...leg,
    ...parts.results.placeOf(callId),
    ...(isEuOnly(attempts) && { eu_only: true }),
  });
  parts.timers.clear(`dial:${callId}`);
  if (phase === "placed") parts.timers.setQuietly(`silence:${callId}`, at + parts.results.silenceMs(callId));
  parts.timers.setQuietly(`watch:${callId}`, at + ringSeconds * 1000 + WATCH_BEYOND_RING_MS);
  parts.reports.drainSoon(callId);
}
