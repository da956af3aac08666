import { request } from "node:http";

import type { Address } from "../state/addresses.ts";

/** A mail as the SMTP dialogue gave it. */
export interface Received {
  /** MAIL FROM; empty for `<>`. */
  from: string;
  to: readonly string[];
  raw: Buffer;
}
export interface Reply {
  code: number;
  text: string;
}

/** A Desk answers in milliseconds and is asked twice; a client of SMTP waits for ten minutes (RFC 5321, 4.5.3.2.6). */
const DEADLINE_MS = 20_000;

/**
 * Puts a mail to the Worker, and answers with its reply for each recipient.
 * @throws when the Worker cannot be reached, does not answer in time, or answers something else: then nobody knows
 * whether the mail was stored, and its sender is to send it again.
 */
export async function handOver(
  worker: Address,
  token: string,
  { from, to, raw }: Received,
  deadlineMs = DEADLINE_MS,
): Promise<Reply[]> {
  const query = new URLSearchParams([
    ["from", from],
    ...to.map((address): [string, string] => ["to", address]),
  ]);
  const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const outgoing = request({
      ...worker,
      method: "POST",
      path: `/mail/incoming?${query.toString()}`,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "message/rfc822",
        "content-length": raw.byteLength,
      },
      signal: AbortSignal.timeout(deadlineMs),
    });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    outgoing.end(raw);
  });
  const replies = repliesIn(answer.body);
  if (answer.status !== 200 || replies.length !== to.length)
    throw new Error(`the Worker answered ${answer.status} to a mail`);
  return replies;
}

function repliesIn(body: string): Reply[] {
  const parsed: unknown = JSON.parse(body);
  const replies: unknown =
    typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "replies") : null;
  return Array.isArray(replies) ? replies.filter(isReply) : [];
}

function isReply(value: unknown): value is Reply {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof Reflect.get(value, "code") === "number" &&
    typeof Reflect.get(value, "text") === "string"
  );
}
