import type { ProblemCode } from "@callping/contract/api/problem";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { AppContext } from "../../context.ts";
import { chatText } from "../../doors/chat-text.ts";
import { readJson } from "../../doors/read-json.ts";
import { sayRefusal, statusOf } from "../../doors/say.ts";
import { deliver, type Delivered, findEndpoint } from "../../webhook/deliver.ts";
import { type Refused, retryHeader } from "../../webhook/refused.ts";
import { readingOf, readSent, type Sent } from "../../webhook/sent.ts";

/** Slack's own words for a refusal. @see https://api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks */
const SLACK_WORDS: Partial<Record<ProblemCode, string>> = {
  unknown_endpoint: "no_service",
  wrong_alert_key: "invalid_token",
  body_unreadable: "invalid_payload",
  body_too_large: "invalid_payload",
  webhook_rate_limited: "rate_limited",
};

/** Discord's JSON error codes. @see https://discord.com/developers/docs/topics/opcodes-and-status-codes */
const DISCORD_CODES: Partial<Record<ProblemCode, number>> = {
  unknown_endpoint: 10_015,
  wrong_alert_key: 50_027,
  body_too_large: 40_005,
};

/** `POST /api/wh/<endpoint id>/slack`: a Slack incoming webhook. Its clients want the two letters `ok`. */
export async function receiveSlack(c: AppContext): Promise<Response> {
  const done = await receiveMessage(c, "slack");
  if (done.ok) return c.text("ok", 200);
  return c.text(
    `${SLACK_WORDS[done.code] ?? done.code}\n${sayRefusal(done)}`,
    statusOf(done),
    retryHeader(done),
  );
}

/** `POST /api/wh/<endpoint id>/discord`: a Discord webhook. 204, or with `?wait=true` the message. */
export async function receiveDiscord(c: AppContext): Promise<Response> {
  const done = await receiveMessage(c, "discord");
  if (!done.ok) {
    const retry = done.retryAfterSeconds === undefined ? {} : { retry_after: done.retryAfterSeconds };
    const words = { message: sayRefusal(done), code: DISCORD_CODES[done.code] ?? 0, ...retry };
    return c.json(words, statusOf(done), retryHeader(done));
  }
  if (c.req.query("wait") !== "true") return c.body(null, 204);
  return c.json({
    id: c.get("requestId"),
    type: 0,
    content: done.alerts[0]?.title ?? "",
    channel_id: "callping",
    timestamp: new Date().toISOString(),
  });
}

/** A chat message is read as any body is: its words say whether something is wrong. */
async function receiveMessage(c: AppContext, door: string): Promise<Delivered> {
  const address = await findEndpoint(c, c.req.param("uuid") ?? "");
  if (address === null) return unknown;
  const read = await readSent(c);
  if (!read.ok) return read;
  // `wait` and `thread_id` are for the chat, no part of the message.
  const sent = { ...read.sent, search: "" };
  return deliver(c, { address, sent, ...readMessage(sent), door });
}

/** A message whose words the intake does not find in its blocks is read by those words, as a text. */
function readMessage(sent: Sent): { events: IncomingEvent[]; bodyText: string } {
  const reading = readingOf("POST", sent);
  if (reading.kind === "explain") return { events: [], bodyText: "" };
  const { events, bodyText } = reading;
  const text = events.some((event) => event.title !== null) ? null : chatText(readJson(sent.body));
  if (text === null) return { events, bodyText };
  const body = new TextEncoder().encode(text);
  const again = readingOf("POST", { ...sent, contentType: "text/plain", body });
  return { events: again.kind === "events" ? again.events : events, bodyText };
}

const unknown: Refused = {
  ok: false,
  code: "unknown_endpoint",
  detail: "The URL holds no endpoint id of this installation.",
};
