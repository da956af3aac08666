import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";

import type { Address } from "../state/addresses.ts";
import type { KeptMail, Mailbox } from "./mailbox.ts";

interface Reply {
  status: number;
  body: object;
  retryAfterSeconds?: number;
}

export interface StandInOptions {
  /** A loopback address. */
  listenAt: Address;
  /** `RESEND_API_KEY` of the Worker. */
  apiKey: string;
  mailbox: Mailbox;
  now?: () => number;
}

const MOST_A_SECOND = 10;
const MOST_KEY_CHARACTERS = 256;

/** A recipient `fails-503@…` is answered with that status, as the provider would be on a bad day. */
const FAILS = /^fails-([45]\d\d)@/;

/**
 * Speaks the part of Resend's HTTP API that CallPing uses (`POST /emails`; https://resend.com/docs/api-reference) and
 * keeps every mail in the mailbox: key, User-Agent, fields, idempotency and pace are checked as there. It sends nothing.
 */
export async function startResendStandIn({
  listenAt,
  apiKey,
  mailbox,
  now = Date.now,
}: StandInOptions): Promise<{ port: number; close(): Promise<void> }> {
  let taken: number[] = [];
  const paced = (): boolean => {
    taken = [...taken.filter((at) => at > now() - 1000), now()];
    return taken.length <= MOST_A_SECOND;
  };
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = await replyTo(incoming, apiKey, mailbox, paced, now);
    const { retryAfterSeconds: seconds } = reply;
    response.writeHead(reply.status, {
      "content-type": "application/json",
      ...(seconds !== undefined && { "retry-after": String(seconds) }),
    });
    response.end(JSON.stringify(reply.body));
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  server.listen({ host: listenAt.host, port: listenAt.port });
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : listenAt.port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function replyTo(
  incoming: IncomingMessage,
  apiKey: string,
  mailbox: Mailbox,
  paced: () => boolean,
  now: () => number,
): Promise<Reply> {
  const { authorization, "user-agent": agent, "idempotency-key": key = null } = incoming.headers;
  if (incoming.method !== "POST" || incoming.url !== "/emails")
    return error(404, "not_found", "The endpoint was not found.");
  if (!agent) return error(403, "forbidden", "error code: 1010");
  if (authorization === undefined)
    return error(401, "missing_api_key", "Missing API key in the authorization header.");
  if (authorization !== `Bearer ${apiKey}`) return error(403, "invalid_api_key", "API key is invalid.");
  if (!paced()) return { ...error(429, "rate_limit_exceeded", "Too many requests."), retryAfterSeconds: 1 };
  if (Array.isArray(key) || (key !== null && (key === "" || key.length > MOST_KEY_CHARACTERS)))
    return error(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
  const mail = readMail(await json(incoming).catch(() => null));
  if (mail === null) return error(422, "validation_error", "from, to, subject, html and text are needed.");
  const failing = mail.to.map((to) => FAILS.exec(to)?.[1]).find((status) => status !== undefined);
  if (failing !== undefined) return error(Number(failing), "application_error", "As asked for.");
  const known = key === null ? undefined : mailbox.byKey(key);
  if (known === undefined) {
    const id = randomUUID();
    mailbox.keep({ id, at: new Date(now()).toISOString(), ...mail, idempotencyKey: key });
    return { status: 200, body: { id } };
  }
  const isSame = (["from", "subject", "text", "html"] as const).every(
    (field) => known[field] === mail[field],
  );
  if (isSame && known.to.join() === mail.to.join()) return { status: 200, body: { id: known.id } };
  return error(409, "invalid_idempotent_request", "This key was used with another payload.");
}

function readMail(body: unknown): Pick<KeptMail, "from" | "to" | "subject" | "text" | "html"> | null {
  if (typeof body !== "object" || body === null) return null;
  const { from, to, subject, text, html } = body as Record<string, unknown>;
  const isList =
    Array.isArray(to) && to.length > 0 && to.every((one) => typeof one === "string" && one.includes("@"));
  const texts = [from, subject, text, html];
  if (!isList || !texts.every((one) => typeof one === "string" && one !== "")) return null;
  return {
    from: String(from),
    to: to.map(String),
    subject: String(subject),
    text: String(text),
    html: String(html),
  };
}

function error(statusCode: number, name: string, message: string): Reply {
  return { status: statusCode, body: { statusCode, name, message } };
}
