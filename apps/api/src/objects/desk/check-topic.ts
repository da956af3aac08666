import { pinSnsTopic } from "../../services/endpoints/pin-sns-topic.ts";
import type { ReceiveInput, Snapshot, SnapshotEndpoint, TopicState } from "../desk-protocol.ts";
import type { DeskParts } from "./parts.ts";

/**
 * Whether a verified Amazon SNS topic may speak to an endpoint. The first confirmation pins its topic, in D1, so that of
 * two at once one wins. `other`: another topic is pinned.
 */
export async function checkTopic(
  parts: DeskParts,
  snapshot: Snapshot,
  endpoint: SnapshotEndpoint,
  topic: NonNullable<ReceiveInput["sns_topic"]>,
): Promise<TopicState | "other"> {
  const known = endpoint.sns_topic_arn ?? null;
  if (known !== null) return known === topic.arn ? "known" : "other";
  if (!topic.pins) return "unpinned";
  const owner = { id: endpoint.id, organizationId: snapshot.organization.id };
  const pinned = await pinSnsTopic(parts.env.DB, owner, topic.arn, new Date().toISOString());
  await parts.snapshots.refresh();
  if (pinned.topicArn !== topic.arn) return "other";
  return pinned.isNew ? "pinned" : "known";
}
