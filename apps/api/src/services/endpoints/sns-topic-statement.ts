import type { Statement } from "../../db/statement.ts";

/**
 * Pins an endpoint to the one Amazon SNS topic that its owners name; `null` takes the pin away, so that the next topic
 * that is confirmed is pinned. The same topic again changes nothing.
 * @param now ISO 8601, UTC, milliseconds.
 */
export function snsTopicStatement(
  endpoint: { id: string; organizationId: string },
  topicArn: string | null,
  now: string,
): Statement {
  if (topicArn === null)
    return { sql: "DELETE FROM sns_topics WHERE endpoint_id = ?", params: [endpoint.id] };
  return {
    sql: `INSERT INTO sns_topics (endpoint_id, organization_id, topic_arn, pinned_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (endpoint_id) DO UPDATE SET topic_arn = excluded.topic_arn, pinned_at = excluded.pinned_at, confirmed_at = NULL
      WHERE topic_arn <> excluded.topic_arn`,
    params: [endpoint.id, endpoint.organizationId, topicArn, now],
  };
}
