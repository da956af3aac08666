import type { Database } from "../../db/statement.ts";

/** Amazon SNS took the confirmation of an endpoint's pinned topic. `now`: ISO 8601, UTC, milliseconds. */
export async function noteSnsConfirmed(
  db: Database,
  endpointUuid: string,
  topicArn: string,
  now: string,
): Promise<void> {
  await db
    .prepare(
      "UPDATE sns_topics SET confirmed_at = ? WHERE topic_arn = ? AND endpoint_id = (SELECT id FROM endpoints WHERE uuid = ?)",
    )
    .bind(now, topicArn, endpointUuid)
    .run();
}
