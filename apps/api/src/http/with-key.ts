import type { Scope } from "@callping/contract/api/scopes";
import type { GenericSchema } from "valibot";
import type { RouteRow } from "./route-table.ts";

/** A route for callers whose API key, or role, has the scope. `schema` is of its 200 unless `more` says otherwise. */
export function withKey(
  scope: Scope,
  summary: string,
  schema: GenericSchema,
  more: Partial<RouteRow> = {},
): RouteRow {
  const problems = [
    "unauthenticated",
    "missing_scope",
    ...(more.query ? (["invalid_query"] as const) : []),
    ...(more.body ? (["invalid_body", "body_too_large", "body_unreadable"] as const) : []),
    ...(more.problems ?? []),
  ] as const;
  return { auth: "key_or_session", scope, limit: null, summary, answers: { 200: schema }, ...more, problems };
}
