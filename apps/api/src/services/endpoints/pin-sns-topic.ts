import type { Database } from "../../db/statement.ts";

/**
 * Pins an Amazon SNS topic to an endpoint that has none; the first stays.
 * @param now ISO 8601, UTC, milliseconds.
 * @returns the topic that is pinned now, and whether this call pinned it.
 */
export async function pinSnsTopic(
  db: Database,
  endpoint: { id: string; organizationId: string },
  topicArn: string,
  now: string,
): Promise<{ topicArn: string; isNew: boolean }> {
  const [inserted, found] = await db.batch([
    db
      .prepare(
        "INSERT INTO sns_topics (endpoint_id, organization_id, topic_arn, pinned_at) VALUES (?, ?, ?, ?) ON CONFLICT (endpoint_id) DO NOTHING RETURNING topic_arn",
      )
      .bind(endpoint.id, endpoint.organizationId, topicArn, now),
    db.prepare("SELECT topic_arn FROM sns_topics WHERE endpoint_id = ?").bind(endpoint.id),
  ]);
  const [row] = (found?.results ?? []) as { topic_arn: string }[];
  if (row === undefined) throw new Error(`no SNS topic could be pinned to ${endpoint.id}`);
  return { topicArn: row.topic_arn, isNew: (inserted?.results.length ?? 0) > 0 };
}
