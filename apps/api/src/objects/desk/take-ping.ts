import { dueAt } from "@callping/domain/heartbeats/due-at";
import type { HeartbeatSettings, HeartbeatState } from "@callping/domain/heartbeats/heartbeat";
import { takePing } from "@callping/domain/heartbeats/step";
import type { AlertReceipt } from "../desk-protocol.ts";
import type { PingInput, PingResult } from "../ping-protocol.ts";
import { isKeyRight } from "./alert-key.ts";
import { heartbeatOf, keepHeartbeat } from "./heartbeats.ts";
import type { DeskParts } from "./parts.ts";
import { raiseNews } from "./raise-news.ts";
import { iso } from "./views.ts";

/** A ping of a heartbeat: when this returns `ok`, it is durable, and an alert that it begins or ends has begun or ended. */
export async function takeHeartbeatPing(parts: DeskParts, input: PingInput): Promise<PingResult> {
  const found = await parts.snapshots.endpoint(input.endpoint_uuid, Date.now());
  if (found === null) return { ok: false, reason: "unknown_endpoint" };
  const { snapshot, endpoint } = found;
  if (endpoint.heartbeat == null) return { ok: false, reason: "not_a_heartbeat" };
  if (!(await isKeyRight(parts, endpoint, input.alert_key))) return { ok: false, reason: "wrong_alert_key" };
  const settings = heartbeatOf(endpoint);
  const now = Date.now();
  const known = parts.heartbeats.get(endpoint.id);
  // It came twice, since its first answer was lost: what it began is told again.
  const earlier = parts.requests.answered(input.request_id, endpoint.id, null);
  if (earlier?.ok) return answerOf(input, settings, known, earlier.alerts);
  const { state, news } = takePing(known, input.signal, now);
  const alerts = parts.commit(() => {
    keepHeartbeat(parts, endpoint, state, now);
    return news === null ? [] : raiseNews(parts, { snapshot, endpoint, settings, state, news }, input);
  });
  if (alerts.length > 0) parts.detach("deliver", parts.deliver());
  return answerOf(input, settings, state, alerts);
}

function answerOf(
  { request_id }: PingInput,
  settings: HeartbeatSettings,
  state: HeartbeatState,
  alerts: AlertReceipt[],
): PingResult {
  const due = dueAt(settings, state);
  const missing_from = due === null ? null : iso(due);
  return { ok: true, request_id, state: state.down ? "down" : "up", missing_from, alerts };
}
