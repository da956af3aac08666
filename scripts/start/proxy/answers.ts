import type { ServerResponse } from "node:http";

export interface OwnAnswer {
  status: number;
  title: string;
  code: string;
  detail: string;
  retryAfterSeconds?: number;
}

/** Not accepted is not lost: the sender is told to come again. */
export const RESTARTING: OwnAnswer = {
  status: 503,
  title: "Service Unavailable",
  code: "restarting",
  detail: "CallPing is starting again. This request was not accepted: send it again in a second.",
  retryAfterSeconds: 1,
};

export const BROKEN_OFF: OwnAnswer = {
  status: 503,
  title: "Service Unavailable",
  code: "broken_off",
  detail:
    "CallPing stopped while it handled this request. It may or may not have been accepted: send it again; a repeat joins the same alert.",
  retryAfterSeconds: 1,
};

export function notFound(detail: string): OwnAnswer {
  return { status: 404, title: "Not Found", code: "not_found", detail };
}

/** Answers with a problem document (RFC 9457). */
export function answer(response: ServerResponse, own: OwnAnswer): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(own.status, headersOf(own));
  response.end(bodyOf(own));
}

/** The same as bytes, for a connection that asked for an upgrade. */
export function rawAnswer(own: OwnAnswer): string {
  const headers = Object.entries({ ...headersOf(own), connection: "close" }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `HTTP/1.1 ${own.status} ${own.title}\r\n${headers.join("")}\r\n${bodyOf(own)}`;
}

function headersOf(own: OwnAnswer): Record<string, string> {
  return {
    "content-type": "application/problem+json",
    "content-length": String(Buffer.byteLength(bodyOf(own))),
    "cache-control": "no-store",
    ...(own.retryAfterSeconds !== undefined && { "retry-after": String(own.retryAfterSeconds) }),
  };
}

function bodyOf({ status, title, code, detail }: OwnAnswer): string {
  return `${JSON.stringify({ status, title, code, detail })}\n`;
}
