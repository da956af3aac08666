import { keyByTemplate } from "@callping/domain/alerts/dedup-template";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { ReceiveInput, ReceiveResult, SnapshotEndpoint } from "../desk-protocol.ts";
import { isKeyRight } from "./alert-key.ts";
import type { DeskParts } from "./parts.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type Received, saveRequest } from "./save-request.ts";
import { takeEvent } from "./take-event.ts";

/**
 * A webhook: stored, decided and answered in one commit. When this returns `ok`, somebody will be rung, or the timeline
 * says why not, whatever dies next.
 */
export async function receive(
  parts: DeskParts,
  limits: RateLimit,
  input: ReceiveInput,
): Promise<ReceiveResult> {
  const found = await parts.snapshots.endpoint(input.endpoint_uuid, Date.now());
  if (found === null) return { ok: false, reason: "unknown_endpoint" };
  const { snapshot, endpoint } = found;
  if (!(await isKeyRight(parts, endpoint, input.alert_key))) return refuseKey(parts, { ...found, input });
  const earlier = parts.requests.answered(input.request_id, endpoint.id, input.idempotency_key);
  if (earlier !== null) return earlier;
  const over = limits.hit(endpoint.id, Date.now());
  if (over !== null) return parts.surplus.take(snapshot, endpoint, input, over);
  const result = parts.commit(() => {
    const alerts = input.events
      .map((event) => withOwnKey(endpoint, event))
      .flatMap((event) => takeEvent(parts, snapshot, endpoint, event, input.request_id));
    const answer = { ok: true, request_id: input.request_id, alerts, paused: endpoint.paused } as const;
    saveRequest(parts, { ...found, input }, endpoint.paused ? "paused" : "accepted", answer);
    return answer;
  });
  parts.detach("deliver", parts.deliver());
  return result;
}

/** An event under the dedup key that the endpoint's template gives it, if it gives one. */
function withOwnKey({ dedup_template: template }: SnapshotEndpoint, event: IncomingEvent): IncomingEvent {
  const key = template == null ? null : keyByTemplate(template, event);
  return key === null ? event : { ...event, dedupKey: key };
}

/** A wrong key rings nobody, and is kept so that the owners can see what was refused. */
function refuseKey(parts: DeskParts, received: Received): ReceiveResult {
  const answer: ReceiveResult = { ok: false, reason: "wrong_alert_key" };
  if (parts.requests.record(received.input.request_id) !== null) return answer;
  parts.commit(() => saveRequest(parts, received, "wrong_alert_key", answer));
  return answer;
}
