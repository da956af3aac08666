import { keyByTemplate } from "@callping/domain/alerts/dedup-template";
import { toolKey } from "@callping/domain/alerts/own-keys";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { ReceiveInput, ReceiveResult, SnapshotEndpoint } from "../desk-protocol.ts";
import { isKeyRight } from "./alert-key.ts";
import { checkTopic } from "./check-topic.ts";
import type { DeskParts } from "./parts.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type Received, saveRequest } from "./save-request.ts";
import { takeCommand } from "./take-command.ts";
import { takeEvent } from "./take-event.ts";

/**
 * A webhook: stored, decided and answered in one commit. When this returns `ok`, somebody will be rung, or the timeline
 * says why not, whatever dies next.
 */
export async function receive(
  parts: DeskParts,
  limits: RateLimit,
  input: ReceiveInput,
): Promise<ReceiveResult> {
  const found = await parts.snapshots.endpoint(input.endpoint_uuid, Date.now());
  if (found === null) return { ok: false, reason: "unknown_endpoint" };
  const { snapshot, endpoint } = found;
  const received = { ...found, input };
  if (!(await isKeyRight(parts, endpoint, input.alert_key)))
    return refuse(parts, received, "wrong_alert_key", "wrong_alert_key");
  if (input.refused !== undefined) return refuse(parts, received, "refused", `refused_${input.refused}`);
  const topic = input.sns_topic && (await checkTopic(parts, snapshot, endpoint, input.sns_topic));
  if (topic === "other") return refuse(parts, received, "sns_other_topic", "refused_sns_other_topic");
  // From here to the commit nothing is awaited: of two that are the same, the second finds the first.
  const earlier = parts.requests.answered(input.request_id, endpoint.id, input.idempotency_key);
  if (earlier !== null) return earlier;
  const { commands = [] } = input;
  const over = limits.hit(endpoint.id, Date.now());
  // What only ends ringing is done at once: beyond the limit it is the more welcome.
  if (over !== null && commands.length === 0) {
    const own = { ...input, events: ownEvents(endpoint, input) };
    return parts.surplus.take(snapshot, endpoint, own, over);
  }
  const result = parts.commit(() => {
    const alerts = [
      ...ownEvents(endpoint, input).flatMap((event) =>
        takeEvent(parts, snapshot, endpoint, event, input.request_id),
      ),
      ...commands.flatMap((command) => takeCommand(parts, endpoint, command)),
    ];
    const answer = {
      ok: true,
      request_id: input.request_id,
      alerts,
      paused: endpoint.paused,
      ...(topic !== undefined && { topic }),
      ...(snapshot.organization.calls_stopped === true && { calls_stopped: true }),
    } as const;
    const outcome = endpoint.paused ? "paused" : "accepted";
    saveRequest(parts, received, topic === "pinned" ? "sns_topic_pinned" : outcome, answer);
    return answer;
  });
  parts.detach("deliver", parts.deliver());
  return result;
}

/** Doors whose own protocol names the key by which it acknowledges and resolves. */
const DOOR_WITH_KEYS = /^(pagerduty|opsgenie) /;

/** Events under the dedup keys that the endpoint's template gives them, if it gives any; never under one of our own. */
export function ownEvents(
  endpoint: SnapshotEndpoint,
  { events, headers }: Pick<ReceiveInput, "events" | "headers">,
): IncomingEvent[] {
  const template = endpoint.dedup_template;
  const asSent = template == null || DOOR_WITH_KEYS.test(headers["callping-door"] ?? "");
  return events.map((event) => {
    const key = asSent ? event.dedupKey : (keyByTemplate(template, event) ?? event.dedupKey);
    return { ...event, dedupKey: key === null ? null : toolKey(key) };
  });
}

type Refusal = Extract<ReceiveResult, { ok: false }> & {
  reason: "wrong_alert_key" | "refused" | "sns_other_topic";
};

/** Rings nobody, and is kept so that the owners can see what was refused. */
function refuse(parts: DeskParts, received: Received, reason: Refusal["reason"], result: string): Refusal {
  const answer: Refusal = { ok: false, reason };
  const { input, endpoint } = received;
  if (parts.requests.answered(input.request_id, endpoint.id, null) !== null) return answer;
  parts.commit(() =>
    // It is answered anew each time: the next one may be right.
    saveRequest(parts, { ...received, input: { ...input, idempotency_key: null } }, result, answer),
  );
  return answer;
}
