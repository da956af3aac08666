import type { IncomingEvent } from "@callping/domain/intake/event";
import { worstSeverity } from "@callping/domain/alerts/severity";
import { matchesCredential } from "../../services/credentials/digest.ts";
import type {
  AlertReceipt,
  ReceiveInput,
  ReceiveResult,
  RequestRecord,
  Snapshot,
  SnapshotEndpoint,
} from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";
import type { LimitHit, RateLimit } from "./rate-limit.ts";
import { takeEvent } from "./take-event.ts";
import { iso } from "./views.ts";

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
  if (!(await isKeyRight(parts, endpoint, input.alert_key)))
    return refuseKey(parts, snapshot, endpoint, input);
  const earlier = parts.requests.answered(input.request_id, endpoint.id, input.idempotency_key);
  if (earlier !== null) return earlier;
  const over = limits.hit(endpoint.id, Date.now());
  // A mail that is only a notice carries none: however many come, nobody is called.
  const events =
    over === null || input.events.length === 0 ? input.events : [coalesced(endpoint, input.events)];
  const result = parts.commit(() => {
    const alerts = events.flatMap((event) => takeEvent(parts, snapshot, endpoint, event, input.request_id));
    const answer = answerOf(input, alerts, endpoint, over);
    const outcome = over !== null ? "rate_limited" : endpoint.paused ? "paused" : "accepted";
    parts.requests.save(
      recordOf(snapshot, endpoint, input, outcome, alerts),
      input.received_at,
      input.idempotency_key,
      answer,
    );
    parts.outbox.add("request", input.request_id);
    return answer;
  });
  parts.detach("deliver", parts.deliver());
  return result;
}

async function isKeyRight(
  parts: DeskParts,
  endpoint: SnapshotEndpoint,
  presented: string | null,
): Promise<boolean> {
  if (endpoint.alert_key_digest === null) return true;
  if (presented === null) return false;
  return matchesCredential(parts.env.CREDENTIAL_PEPPER, "alert_key", presented, [endpoint.alert_key_digest]);
}

/** A wrong key rings nobody, and is kept so that the owners can see what was refused. */
function refuseKey(
  parts: DeskParts,
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  input: ReceiveInput,
): ReceiveResult {
  const answer: ReceiveResult = { ok: false, reason: "wrong_alert_key" };
  if (parts.requests.record(input.request_id) !== null) return answer;
  parts.commit(() => {
    parts.requests.save(
      recordOf(snapshot, endpoint, input, "wrong_alert_key", []),
      input.received_at,
      null,
      answer,
    );
    parts.outbox.add("request", input.request_id);
  });
  return answer;
}

/** Beyond the limit everything joins one alert: a limiter never silences an incident. */
function coalesced(endpoint: SnapshotEndpoint, events: readonly IncomingEvent[]): IncomingEvent {
  const severities = events.flatMap((event) => (event.severity === null ? [] : [event.severity]));
  return {
    state: "firing",
    severity: severities.length === 0 ? null : worstSeverity(severities),
    severitySource: null,
    title: `Many alerts at once from ${endpoint.name}`,
    titleSource: null,
    message: "This endpoint sent more webhooks than its limit. Further ones are counted here.",
    dedupKey: "callping:coalesced",
    url: null,
    tool: "callping",
    test: false,
    payload: null,
  };
}

function answerOf(
  input: ReceiveInput,
  alerts: AlertReceipt[],
  endpoint: SnapshotEndpoint,
  over: LimitHit | null,
): ReceiveResult {
  const { request_id } = input;
  if (over === null) return { ok: true, request_id, alerts, paused: endpoint.paused };
  return {
    ok: false,
    reason: "rate_limited",
    limit: over.limit,
    retry_after_seconds: over.retryAfterSeconds,
    request_id,
    alerts,
  };
}

function recordOf(
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  input: ReceiveInput,
  result: string,
  alerts: readonly AlertReceipt[],
): RequestRecord {
  return {
    id: input.request_id,
    organization_id: snapshot.organization.id,
    endpoint_id: endpoint.id,
    received_at: iso(input.received_at),
    method: input.method,
    content_type: input.content_type,
    headers: input.headers,
    body: input.body,
    body_bytes: input.body_bytes,
    result,
    alert_ids: alerts.map((alert) => alert.id),
  };
}
