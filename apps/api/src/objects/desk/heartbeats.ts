import { dueAt } from "@callping/domain/heartbeats/due-at";
import {
  DEFAULT_HEARTBEAT,
  type HeartbeatSettings,
  type HeartbeatState,
} from "@callping/domain/heartbeats/heartbeat";
import { parseHeartbeat } from "@callping/domain/heartbeats/parse-heartbeat";
import { checkMissing } from "@callping/domain/heartbeats/step";
import type { SnapshotEndpoint } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";
import { raiseNews } from "./raise-news.ts";

/** Key of a check's timer, before the endpoint's id. */
export const HEARTBEAT_TIMER = "heartbeat:";

/** Settings that do not parse fall back, loudly: what is not watched at all is missed by nobody. */
export function heartbeatOf(endpoint: SnapshotEndpoint): HeartbeatSettings {
  const parsed = parseHeartbeat(endpoint.heartbeat);
  if (parsed.ok) return parsed.value;
  console.error("a stored heartbeat is not valid; it is expected once a day instead", endpoint.id);
  return DEFAULT_HEARTBEAT;
}

/** Stores what is known and sets the moment of the next check. Inside the caller's commit. */
export function keepHeartbeat(
  parts: DeskParts,
  endpoint: SnapshotEndpoint,
  state: HeartbeatState,
  now: number,
): void {
  parts.heartbeats.save(endpoint.id, state);
  const due = dueAt(heartbeatOf(endpoint), state);
  if (due === null) parts.timers.clear(timerOf(endpoint.id));
  else parts.timers.set(timerOf(endpoint.id), Math.max(due, now));
}

/** The moment of a check has come: rings when the ping has not. */
export function checkHeartbeat(parts: DeskParts, endpointId: string): void {
  const snapshot = parts.snapshots.get();
  const endpoint = snapshot?.endpoints.find(({ id }) => id === endpointId);
  if (snapshot == null || endpoint?.heartbeat == null) return parts.heartbeats.remove(endpointId);
  const settings = heartbeatOf(endpoint);
  const now = Date.now();
  const { state, news } = checkMissing(settings, parts.heartbeats.get(endpointId), now);
  const alerts = parts.commit(() => {
    keepHeartbeat(parts, endpoint, state, now);
    return news === null ? [] : raiseNews(parts, { snapshot, endpoint, settings, state, news }, null);
  });
  if (alerts.length > 0) parts.detach("deliver", parts.deliver());
}

/** The configuration has changed: a heartbeat may be expected sooner now, or no more. */
export function rescheduleHeartbeats(parts: DeskParts): void {
  for (const endpointId of parts.heartbeats.known()) parts.timers.set(timerOf(endpointId), Date.now());
}

function timerOf(endpointId: string): string {
  return `${HEARTBEAT_TIMER}${endpointId}`;
}
