import type { Database } from "../../db/statement.ts";
import type { RequestRecord } from "../../objects/desk-protocol.ts";

/** What of a stored request is read again. */
export type StoredRequest = Pick<
  RequestRecord,
  "organization_id" | "method" | "content_type" | "headers" | "body" | "body_bytes"
>;

/** A webhook that was received; `null` when this organization has none of that id. */
export async function findRequest(
  db: Database,
  organizationId: string,
  requestId: string,
): Promise<StoredRequest | null> {
  const row = await db
    .prepare(
      "SELECT organization_id, method, content_type, headers, body, body_bytes FROM incoming_requests WHERE id = ? AND organization_id = ?",
    )
    .bind(requestId, organizationId)
    .first<Omit<StoredRequest, "headers"> & { headers: string }>();
  return row === null ? null : { ...row, headers: JSON.parse(row.headers) as Record<string, string> };
}
