import { readWebhook } from "@callping/domain/intake/read-webhook";
import { readEndpointId } from "../../endpoint-id/read.ts";
import type { ReceiveInput, ReceiveResult } from "../../objects/desk-protocol.ts";
import { toHex } from "../../services/credentials/hex.ts";
import type { AppContext } from "../context.ts";
import { deskOf } from "../desks.ts";
import { problem } from "../problem.ts";
import { explain } from "../webhook/explain.ts";
import { handOver } from "../webhook/hand-over.ts";
import { MAX_BODY_BYTES, readBody } from "../webhook/read-body.ts";
import { stripCredentials, stripQuery } from "../webhook/strip-credentials.ts";

/** Stands in the title of an empty alert until the Desk, which knows it, puts the endpoint's name there. */
const ENDPOINT_NAME_PLACEHOLDER = "this endpoint";
const RETRY_AFTER_SECONDS = 5;
const MAX_CREDENTIAL_CHARACTERS = 255;
const PAUSED_NOTE = "This endpoint is paused: the request was stored and nobody is called.";

/** Any method on `/api/wh/<endpoint id>`: answers 202 only once the Desk has stored the request durably. */
export async function receiveWebhook(c: AppContext): Promise<Response> {
  const address = await readEndpointId(c.env.ENDPOINT_ID_KEYS, c.req.param("uuid") ?? "");
  if (address === null)
    return problem(c, "unknown_endpoint", "The URL holds no endpoint id of this installation.");
  const body = await readBody(c.req.raw);
  if (!body.ok) {
    if (body.error.reason === "body_unreadable")
      return problem(c, "body_unreadable", `Reading the body failed: ${body.error.detail}.`);
    return problem(c, "body_too_large", `The body is larger than ${MAX_BODY_BYTES / 1024} KiB.`);
  }
  const headers = stripCredentials(c.req.raw.headers);
  const contentType = c.req.header("content-type") ?? null;
  const { search } = new URL(c.req.url);
  const read = readWebhook({
    method: c.req.method,
    search,
    contentType,
    headers,
    body: body.bytes,
    endpointName: ENDPOINT_NAME_PLACEHOLDER,
  });
  if (read.kind === "explain") return explain(c, read.reason);
  const input: ReceiveInput = {
    request_id: c.get("requestId"),
    endpoint_uuid: address.uuid,
    received_at: Date.now(),
    method: c.req.method,
    content_type: contentType,
    headers,
    body: read.bodyText === "" ? stripQuery(search) : read.bodyText,
    body_bytes: body.bytes.byteLength,
    events: read.events,
    alert_key: c.req.header("x-alert-key")?.slice(0, MAX_CREDENTIAL_CHARACTERS) ?? null,
    idempotency_key: await idempotencyKey(c, body.bytes, search),
  };
  const handed = await handOver(() => deskOf(c.env, address.organizationNumber, address.shard), input);
  if (handed.ok) return answer(c, handed.result, address.uuid, read.notes);
  return problem(c, "desk_unreachable", "The organization's desk could not be reached, twice.", {
    headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
  });
}

/**
 * What makes two requests the same one: the sender's key and what was sent. A key that comes again with another body is
 * another alert: ringing once too often is better than not at all.
 */
async function idempotencyKey(c: AppContext, body: Uint8Array, search: string): Promise<string | null> {
  const key = c.req.header("idempotency-key")?.slice(0, MAX_CREDENTIAL_CHARACTERS);
  if (key === undefined) return null;
  const head = new TextEncoder().encode(`${key}\n${search}\n`);
  const sent = new Uint8Array(head.byteLength + body.byteLength);
  sent.set(head);
  sent.set(body, head.byteLength);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", sent)));
}

function answer(
  c: AppContext,
  result: ReceiveResult,
  uuid: string,
  readingNotes: readonly string[],
): Response {
  if (result.ok) {
    const notes = result.paused ? [PAUSED_NOTE, ...readingNotes] : readingNotes;
    return c.json(
      { request_id: result.request_id, alerts: result.alerts, ...(notes.length > 0 && { notes }) },
      202,
    );
  }
  switch (result.reason) {
    case "unknown_endpoint":
      return problem(c, "unknown_endpoint", "This endpoint was deleted or never existed.");
    case "wrong_alert_key":
      return problem(
        c,
        "wrong_alert_key",
        "The endpoint asks for an alert key, and the request carried none or another one.",
      );
    case "rate_limited":
      return problem(
        c,
        "webhook_rate_limited",
        `The limit ${result.limit} is reached for endpoint ${uuid}.`,
        {
          headers: { "retry-after": String(result.retry_after_seconds) },
          members: {
            request_id: result.request_id,
            limit: result.limit,
            endpoint: uuid,
            retry_after_seconds: result.retry_after_seconds,
            alerts: result.alerts,
          },
        },
      );
  }
}
