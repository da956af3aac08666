import { readWebhook, type WebhookReading } from "@callping/domain/intake/read-webhook";
import type { AppContext } from "../context.ts";
import { MAX_BODY_BYTES, readBody } from "./read-body.ts";
import type { Refused } from "./refused.ts";
import { stripCredentials } from "./strip-credentials.ts";

/** What a sender sent, before anybody reads what it means. */
export interface Sent {
  body: Uint8Array;
  contentType: string | null;
  /** Without credentials, names in lower case. */
  headers: Record<string, string>;
  /** The query, with its `?`. */
  search: string;
}

/** Stands in the title of an empty alert until the Desk, which knows it, puts the endpoint's name there. */
const ENDPOINT_NAME_PLACEHOLDER = "this endpoint";

/** Takes a request in, up to the size that a webhook may have. */
export async function readSent(c: AppContext): Promise<{ ok: true; sent: Sent } | Refused> {
  const body = await readBody(c.req.raw);
  if (!body.ok) {
    const { error } = body;
    return error.reason === "body_unreadable"
      ? { ok: false, code: error.reason, detail: `Reading the body failed: ${error.detail}.` }
      : {
          ok: false,
          code: error.reason,
          detail: `The body is larger than ${MAX_BODY_BYTES / 1024} KiB.`,
        };
  }
  const headers = stripCredentials(c.req.raw.headers);
  const contentType = c.req.header("content-type") ?? null;
  return { ok: true, sent: { body: body.bytes, contentType, headers, search: new URL(c.req.url).search } };
}

/**
 * The intake's reading of what was sent.
 * @param path what stood behind the endpoint's address
 */
export function readingOf(method: string, sent: Sent, path = ""): WebhookReading {
  return readWebhook({ ...sent, method, path, endpointName: ENDPOINT_NAME_PLACEHOLDER });
}
