import { isRecord, readJson, textOf } from "./read-json.ts";

/** `trigger` makes or joins an alert; the others act on the open alert of a key. */
const ACTIONS = ["trigger", "acknowledge", "resolve"] as const;

export interface PagerDutyEvent {
  routingKey: string;
  action: (typeof ACTIONS)[number];
  /** As it was sent; `null` when there is none, which only a trigger may lack. */
  dedupKey: string | null;
  /** What tells problems apart when there is no key. */
  words: readonly unknown[];
}

export type ReadEvent<Event> = { ok: true; event: Event } | { ok: false; errors: string[] };

/**
 * An event of the PagerDuty Events API v2. What is refused is what nobody could act on: no key, no known action. A
 * trigger without a summary rings all the same, though PagerDuty would refuse it: a template that rendered to nothing
 * is still an alert.
 * @param headerKey `X-Routing-Key`, which PagerDuty takes in the body's place.
 * @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
 */
export function readPagerDutyEvent(
  body: Uint8Array,
  headerKey: string | undefined,
): ReadEvent<PagerDutyEvent> {
  const read = readChangeEvent(body, headerKey);
  if (!read.ok) return read;
  const { routingKey, fields } = read.event;
  const named = textOf(fields, "event_action")?.toLowerCase();
  const action = ACTIONS.find((candidate) => candidate === named);
  if (action === undefined) return refuse(`'event_action' must be one of ${ACTIONS.join(", ")}`);
  const dedupKey = textOf(fields, "dedup_key");
  if (dedupKey === null && action !== "trigger")
    return refuse(`'dedup_key' is missing, and ${action} needs it`);
  const payload = isRecord(fields["payload"]) ? fields["payload"] : {};
  const words = ["summary", "source", "component", "group", "class"].map((name) => payload[name]);
  return { ok: true, event: { routingKey, action, dedupKey, words } };
}

/** A change event: a deploy, a new setting. It has a key and is kept. */
export function readChangeEvent(
  body: Uint8Array,
  headerKey: string | undefined,
): ReadEvent<{ routingKey: string; fields: Record<string, unknown> }> {
  const fields = readJson(body);
  if (!isRecord(fields)) return refuse("The body is not a JSON object");
  const routingKey = textOf(fields, "routing_key") ?? headerKey?.trim() ?? "";
  if (routingKey === "") return refuse("'routing_key' is missing or blank");
  return { ok: true, event: { routingKey, fields } };
}

function refuse(error: string): { ok: false; errors: string[] } {
  return { ok: false, errors: [error] };
}
