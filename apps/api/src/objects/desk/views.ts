import type { Alert, Attempt } from "@callping/domain/alerts/alert";
import type { AlertReceipt, AlertView } from "../desk-protocol.ts";

/** Milliseconds since the epoch as the API writes them. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}

export function toAlertView(alert: Alert): AlertView {
  return {
    id: alert.id,
    endpoint_id: alert.endpointId,
    state: alert.state,
    severity: alert.severity,
    title: alert.title,
    message: alert.message,
    url: alert.url,
    tool: alert.tool,
    test: alert.test,
    dedup_key: alert.dedupKey,
    count: alert.count,
    rule: alert.rule.name,
    action: alert.action.type,
    created_at: iso(alert.createdAt),
    updated_at: iso(alert.updatedAt),
    acknowledged_at: isoOrNull(alert.acknowledgedAt),
    acknowledged_by: alert.acknowledgedBy,
    closed_at: isoOrNull(alert.closedAt),
    close_reason: alert.closeReason,
  };
}

/** Whether a call goes on, or comes: what an acknowledgement or an end is hanging up does neither. */
function isAhead({ state, closedAt }: Alert, { state: stands, purpose }: Attempt): boolean {
  if (stands === "ended" || closedAt !== null) return false;
  return state === "triggered" || purpose === "reconfirm";
}

/** What the sender of a webhook is told: no people, no numbers. */
export function toReceipt(alert: Alert, deduplicated: boolean): AlertReceipt {
  return {
    id: alert.id,
    state: alert.state,
    severity: alert.severity,
    title: alert.title,
    deduplicated,
    rule: alert.rule.name,
    action: alert.action.type,
    calls: alert.run.attempts
      .filter((attempt) => isAhead(alert, attempt))
      .map((attempt) => ({
        attempt_id: attempt.id,
        status: attempt.state === "live" ? "initiated" : "waiting",
      })),
  };
}
