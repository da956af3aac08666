import { PROBLEMS } from "@callping/contract/api/problem";
import type { Problem, ProblemCode } from "@callping/contract/api/problem";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppContext } from "./context.ts";

interface Extra {
  /** RFC 9457 extension members beyond ours. */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** An RFC 9457 problem document. `detail` says what happened this time; the code's row says the rest. */
export function problem(c: AppContext, code: ProblemCode, detail: string, extra: Extra = {}): Response {
  const [status, title, effect_on_alerts, what_to_do] = PROBLEMS[code];
  const type = new URL(`/api/openapi.json#${code}`, c.env.API_ORIGIN).href;
  const document: Problem = {
    type,
    title,
    status,
    code,
    detail,
    effect_on_alerts,
    what_to_do,
    request_id: c.get("requestId"),
    ...extra.members,
  };
  return c.body(JSON.stringify(document), status satisfies ContentfulStatusCode, {
    "content-type": "application/problem+json",
    ...extra.headers,
  });
}
