import type { Snapshot } from "../desk-protocol.ts";
import { withdrawStaleCodes } from "./codes.ts";
import { replanDrills } from "./drill-plans.ts";
import { rescheduleHeartbeats } from "./heartbeats.ts";
import type { DeskParts } from "./parts.ts";
import { silencesDiffer } from "./silences.ts";
import { stopAllCalls } from "./stop-all-calls.ts";
import { withdrawStale } from "./withdraw-stale.ts";

/** A Desk has a new configuration, pushed or fetched: what rings or waits by the old one, and may not by it, ends. */
export function configurationChanged(parts: DeskParts, before: Snapshot | null): void {
  const snapshot = parts.snapshots.get();
  if (snapshot === null) return;
  parts.objections.forget();
  rescheduleHeartbeats(parts);
  replanDrills(parts);
  stopAllCalls(parts, before);
  withdrawStale(parts, before);
  withdrawStaleCodes(parts);
  // Maintenance that begins stops plans that run, and one that was taken away lets them go on: looked at, all of them.
  if (!silencesDiffer(before, snapshot)) return;
  parts.alerts.wakeOpen(Date.now());
  parts.timers.setEarlier("alerts", Date.now());
}
