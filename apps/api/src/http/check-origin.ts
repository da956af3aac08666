import { portalOrigin } from "../services/accounts/portal-origin.ts";
import type { AppContext } from "./context.ts";
import { problem } from "./problem.ts";
import { isUpgrade } from "./sockets.ts";

const READS = new Set(["GET", "HEAD"]);

/** Whether a request may change something: everything but GET. */
export function isMutation(c: AppContext): boolean {
  return !READS.has(c.req.method);
}

/**
 * Why a request of a browser does not come from our own page; `null` when it does. A page of a sibling host is the same site
 * to the browser, and sends the cookie: the origin says that it is not ours. WebSockets obey no CORS, so they are asked, too.
 */
export function foreignOrigin(c: AppContext): Response | null {
  const mutation = isMutation(c);
  if (!mutation && !isUpgrade(c)) return null;
  const site = c.req.header("sec-fetch-site");
  if (c.req.header("origin") !== portalOrigin(c.env) || (site !== undefined && site !== "same-origin"))
    return problem(c, "wrong_origin", "The request does not come from a page of this portal.");
  // A form of any site may send the other types without asking first.
  if (mutation && !/^application\/json(?:\s*;|$)/i.test(c.req.header("content-type") ?? ""))
    return problem(c, "not_json", "The request's Content-Type is not application/json.");
  return null;
}
