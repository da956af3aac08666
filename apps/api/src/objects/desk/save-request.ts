import type { ReceiveInput, ReceiveResult, Snapshot, SnapshotEndpoint } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";
import { iso } from "./views.ts";

/** A request and the endpoint it came to. */
export interface Received {
  snapshot: Snapshot;
  endpoint: SnapshotEndpoint;
  input: ReceiveInput;
}

/**
 * Stores a request with its answer, and tells D1 of it. Inside the caller's commit.
 * @param result what became of it, for the owners: `accepted`, `paused`, `rate_limited`, `wrong_alert_key`, `refused_…`
 */
export function saveRequest(
  parts: DeskParts,
  { snapshot, endpoint, input }: Received,
  result: string,
  answer: ReceiveResult,
): void {
  const alerts = "alerts" in answer ? answer.alerts : [];
  parts.requests.save(
    {
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
    },
    input.received_at,
    input.idempotency_key,
    answer,
  );
  parts.outbox.add("request", input.request_id);
}
