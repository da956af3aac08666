import type { EndpointAddress } from "../../../endpoint-id/read.ts";
import type { AppContext } from "../../context.ts";
import { madeKey, problemKey } from "../../doors/keys.ts";
import { oneEvent } from "../../doors/one-event.ts";
import { type PagerDutyEvent, readChangeEvent, readPagerDutyEvent } from "../../doors/pagerduty-event.ts";
import { sayRefusal, statusOf } from "../../doors/say.ts";
import { deliver, findEndpoint } from "../../webhook/deliver.ts";
import { type Refused, retryHeader } from "../../webhook/refused.ts";
import { readSent, type Sent } from "../../webhook/sent.ts";

const TOOL = "pagerduty-events";
/** What a stored body has in the place of the routing key, which is the endpoint's id. */
const STRIPPED = "(routing key)";

/** `POST /v2/enqueue`: the PagerDuty Events API v2. The routing key is the endpoint's id. */
export async function enqueueEvent(c: AppContext): Promise<Response> {
  const read = await readSent(c);
  if (!read.ok) return refused(c, read);
  const { sent } = read;
  const parsed = readPagerDutyEvent(sent.body, c.req.header("x-routing-key"));
  if (!parsed.ok) return invalid(c, parsed.errors);
  const { event } = parsed;
  const address = await findEndpoint(c, event.routingKey);
  if (address === null) return unknownKey(c);
  const key = event.dedupKey ?? (await madeKey(event.words));
  const stored = await storedOf(address, sent, event, key);
  const done = await deliver(c, { ...stored, door: `pagerduty ${event.action}` });
  if (!done.ok) return refused(c, done);
  return c.json({ status: "success", message: "Event processed", dedup_key: key }, 202);
}

/** `POST /v2/change/enqueue`: kept, and rings nobody. */
export async function enqueueChange(c: AppContext): Promise<Response> {
  const read = await readSent(c);
  if (!read.ok) return refused(c, read);
  const { sent } = read;
  const parsed = readChangeEvent(sent.body, c.req.header("x-routing-key"));
  if (!parsed.ok) return invalid(c, parsed.errors);
  const { routingKey } = parsed.event;
  const address = await findEndpoint(c, routingKey);
  if (address === null) return unknownKey(c);
  const { bodyText } = oneEvent(sent, TOOL, { state: "notice", dedupKey: null });
  const done = await deliver(c, {
    address,
    sent,
    bodyText: bodyText.replaceAll(routingKey, STRIPPED),
    events: [],
    door: "pagerduty change",
  });
  if (!done.ok) return refused(c, done);
  return c.json({ status: "success", message: "Change event processed" }, 202);
}

async function storedOf(
  address: EndpointAddress,
  sent: Sent,
  { action, routingKey }: PagerDutyEvent,
  key: string,
) {
  const dedupKey = await problemKey(key);
  const { event, bodyText } = oneEvent(sent, TOOL, { state: "firing", dedupKey });
  const stored = { address, sent, bodyText: bodyText.replaceAll(routingKey, STRIPPED) };
  if (action === "trigger") return { ...stored, events: [event] };
  const command = { action, alert_id: null, dedup_key: dedupKey, tool: event.tool } as const;
  return { ...stored, events: [], commands: [command] };
}

function unknownKey(c: AppContext): Response {
  return refused(c, {
    ok: false,
    code: "unknown_endpoint",
    detail: "The routing key is no endpoint id of this installation.",
  });
}

/** PagerDuty answers 400 for a key it does not know; clients read why from `errors` of a 400 alone. */
function refused(c: AppContext, why: Refused): Response {
  if (why.code === "unknown_endpoint" || why.code === "body_unreadable") return invalid(c, [sayRefusal(why)]);
  const words = { status: why.code.replaceAll("_", " "), message: why.detail, errors: [sayRefusal(why)] };
  return c.json(words, statusOf(why), retryHeader(why));
}

function invalid(c: AppContext, errors: readonly string[]): Response {
  return c.json({ status: "invalid event", message: "Event object is invalid", errors }, 400);
}
