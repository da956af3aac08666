import type { AppContext } from "./context.ts";
import { SECURITY_HEADERS } from "./headers.ts";

export function isUpgrade(c: AppContext): boolean {
  return c.req.header("upgrade")?.toLowerCase() === "websocket";
}

/** An object's answer to an upgrade: the socket as it is; anything else with our headers, which an object does not set. */
export function passOn(c: AppContext, answer: Response): Response {
  if (answer.status === 101) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  headers.set("x-request-id", c.get("requestId"));
  return new Response(answer.body, { status: answer.status, headers });
}
