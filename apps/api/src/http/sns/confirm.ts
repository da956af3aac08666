import { noteSnsConfirmed } from "../../services/endpoints/note-sns-confirmed.ts";
import type { AppContext } from "../context.ts";
import type { Refused } from "../webhook/refused.ts";
import { fetchBounded, type Outgoing } from "./fetch-bounded.ts";

const RETRY_AFTER_SECONDS = 20;

/** Tells Amazon SNS that the endpoint wants the topic that is pinned to it. Repeating it changes nothing. */
export async function confirmTopic(
  c: AppContext,
  outgoing: Outgoing,
  topic: { arn: string; endpointUuid: string; confirm: URL },
): Promise<{ ok: true } | Refused> {
  const fetched = await fetchBounded(outgoing, topic.confirm);
  if (!fetched.ok) return notConfirmed(`Amazon SNS did not take the confirmation: ${fetched.detail}.`);
  await noteSnsConfirmed(c.env.DB, topic.endpointUuid, topic.arn, new Date().toISOString());
  return { ok: true };
}

export function notConfirmed(detail: string): Refused {
  return { ok: false, code: "sns_not_confirmed", detail, retryAfterSeconds: RETRY_AFTER_SECONDS };
}
