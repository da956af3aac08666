import { createId } from "@callping/contract/ids";
import type { Next } from "hono";
import type { AppContext } from "./context.ts";
import { drain } from "./drain.ts";
import { faceOf } from "./faces.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import { problem } from "./problem.ts";

/** First on every request: an id for it, the headers of its answer, and whether the host is ours. */
export async function entry(c: AppContext, next: Next): Promise<Response | undefined> {
  const requestId = createId("request");
  c.set("requestId", requestId);
  c.header("x-request-id", requestId);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
  const { hostname, pathname } = new URL(c.req.url);
  const face = faceOf(hostname, c.env);
  if (face === null)
    return problem(c, "unknown_host", `This server does not answer for ${hostname.slice(0, 100)}.`);
  c.set("face", face);
  if (face === "pbx" && /^\/(?:api|v2)\//.test(pathname)) return unknownRoute(c);
  if (face === "my" && !pathname.startsWith("/api/") && pathname !== "/healthz") return unknownRoute(c);
  await next();
  await drain(c.req.raw);
  return undefined;
}

/** 404 for a path that is no route of ours. */
export function unknownRoute(c: AppContext): Response {
  return problem(c, "unknown_route", `${c.req.method} ${c.req.path.slice(0, 100)} is no route of this host.`);
}

/** An exception is a bug of ours: logged with the request's id, and nothing of it is told to the caller. */
export function brokenRoute(error: Error, c: AppContext): Response {
  const line = {
    event: "request_failed",
    request_id: c.get("requestId"),
    method: c.req.method,
    reason: error.message,
    stack: error.stack,
  };
  console.error(JSON.stringify(line));
  return problem(c, "internal", "The request could not be completed.");
}
