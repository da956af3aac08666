import type { Database } from "../../db/statement.ts";
import type { RequestRecord } from "../../objects/desk-protocol.ts";

/** What of a stored request is read again. */
export type StoredRequest = Pick<
  RequestRecord,
  | "organization_id"
  | "endpoint_id"
  | "received_at"
  | "method"
  | "content_type"
  | "headers"
  | "body"
  | "body_bytes"
  | "result"
  | "alert_ids"
>;

/** A webhook that was received; `null` when this organization has none of that id. */
export async function findRequest(
  db: Database,
  organizationId: string,
  requestId: string,
): Promise<StoredRequest | null> {
  const row = await db
    .prepare(
      `SELECT organization_id, endpoint_id, received_at, method, content_type, headers, body, body_bytes, result, alert_ids
         FROM incoming_requests WHERE id = ? AND organization_id = ?`,
    )
    .bind(requestId, organizationId)
    .first<Omit<StoredRequest, "headers" | "alert_ids"> & { headers: string; alert_ids: string }>();
  if (row === null) return null;
  // Written by the projection from a request's record, so they read back as its parts.
  const headers = JSON.parse(row.headers) as Record<string, string>;
  return { ...row, headers, alert_ids: JSON.parse(row.alert_ids) as string[] };
}
