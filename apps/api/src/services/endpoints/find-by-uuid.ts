import type { Database } from "../../db/statement.ts";

export interface FoundEndpoint {
  id: string;
  organizationId: string;
  alertKeyDigest: string | null;
}

/** The endpoint behind the UUID that a tool presents; `null` when it was deleted. Never on an alert's path. */
export async function findByUuid(db: Database, uuid: string): Promise<FoundEndpoint | null> {
  return db
    .prepare(
      "SELECT id, organization_id AS organizationId, alert_key_digest AS alertKeyDigest FROM endpoints WHERE uuid = ?",
    )
    .bind(uuid)
    .first<FoundEndpoint>();
}
