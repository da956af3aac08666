import type { IncomingEvent } from "@callping/domain/intake/event";
import { type EndpointAddress, readEndpointId } from "../../endpoint-id/read.ts";
import type { ReceiveInput, ReceiveResult } from "../../objects/desk-protocol.ts";
import { toHex } from "../../services/credentials/hex.ts";
import { without } from "../../services/without.ts";
import type { AppContext } from "../context.ts";
import { deskOf } from "../desks.ts";
import { handOver } from "./hand-over.ts";
import type { Refused } from "./refused.ts";
import type { Sent } from "./sent.ts";
import { stripQuery } from "./strip-credentials.ts";

const RETRY_AFTER_SECONDS = 5;
const MAX_CREDENTIAL_CHARACTERS = 255;
/** Tells in a stored request by which compatible door it came, and what its path said. */
export const DOOR_HEADER = "callping-door";

/** One request on its way to its Desk. */
export interface Delivery extends Pick<ReceiveInput, "commands" | "refused" | "sns_topic"> {
  address: EndpointAddress;
  sent: Sent;
  /** The body as it is stored. */
  bodyText: string;
  events: IncomingEvent[];
  /** The compatible door it came by: method, path and query. */
  door?: string;
  /** What makes two deliveries the same one, when the protocol says it and not the sender's `Idempotency-Key`. */
  messageId?: string;
}

export type Delivered = Extract<ReceiveResult, { ok: true }> | Refused;

/** The Desk an endpoint id leads to, or that there is none. */
export async function findEndpoint(c: AppContext, text: string): Promise<EndpointAddress | null> {
  return readEndpointId(c.env.ENDPOINT_ID_KEYS, text);
}

/** Hands a request to its Desk. `ok` only once it is stored durably and decided. */
export async function deliver(c: AppContext, delivery: Delivery): Promise<Delivered> {
  const { address, sent, bodyText, events, commands, refused, sns_topic, door } = delivery;
  const input: ReceiveInput = {
    request_id: c.get("requestId"),
    endpoint_uuid: address.uuid,
    received_at: Date.now(),
    method: c.req.method,
    content_type: sent.contentType,
    // A sender's own header of that name says nothing about doors.
    headers: { ...without(sent.headers, DOOR_HEADER), ...(door !== undefined && { [DOOR_HEADER]: door }) },
    body: bodyText === "" ? stripQuery(sent.search) : bodyText,
    body_bytes: sent.body.byteLength,
    events,
    alert_key: c.req.header("x-alert-key")?.slice(0, MAX_CREDENTIAL_CHARACTERS) ?? null,
    idempotency_key: await idempotencyKey(c, delivery),
    ...(commands !== undefined && { commands }),
    ...(refused !== undefined && { refused }),
    ...(sns_topic !== undefined && { sns_topic }),
  };
  const handed = await handOver(() => deskOf(c.env, address.organizationNumber, address.shard), input);
  if (!handed.ok)
    return {
      ok: false,
      code: "desk_unreachable",
      detail: "The organization's desk could not be reached, twice.",
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    };
  return handed.result.ok ? handed.result : refusedBy(handed.result, address.uuid);
}

/**
 * What makes two requests the same one: the sender's key and what was sent. A key that comes again with another body is
 * another alert: ringing once too often is better than not at all.
 */
async function idempotencyKey(c: AppContext, { sent, door, messageId }: Delivery): Promise<string | null> {
  const key = messageId ?? c.req.header("idempotency-key")?.slice(0, MAX_CREDENTIAL_CHARACTERS);
  if (key === undefined) return null;
  const head = new TextEncoder().encode(`${key}\n${door ?? ""}${sent.search}\n`);
  const bytes = new Uint8Array(head.byteLength + sent.body.byteLength);
  bytes.set(head);
  bytes.set(sent.body, head.byteLength);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

function refusedBy(result: Extract<ReceiveResult, { ok: false }>, uuid: string): Refused {
  switch (result.reason) {
    case "unknown_endpoint":
      return { ok: false, code: "unknown_endpoint", detail: "This endpoint was deleted or never existed." };
    case "wrong_alert_key":
      return {
        ok: false,
        code: "wrong_alert_key",
        detail: "The endpoint asks for an alert key, and the request carried none or another one.",
      };
    case "refused":
      return { ok: false, code: "sns_signature_invalid", detail: "The message was refused." };
    case "sns_other_topic":
      return {
        ok: false,
        code: "sns_other_topic",
        detail: "Another Amazon SNS topic is pinned to this endpoint.",
      };
    case "rate_limited": {
      const { limit, retry_after_seconds, request_id, alerts } = result;
      return {
        ok: false,
        code: "webhook_rate_limited",
        detail: `The limit ${limit} is reached for endpoint ${uuid}.`,
        retryAfterSeconds: retry_after_seconds,
        members: { request_id, limit, endpoint: uuid, retry_after_seconds, alerts },
      };
    }
  }
}
