import type { Hono } from "hono";
import { changeNumberPolicy } from "../../services/numbers/change-policy.ts";
import { checkForApi } from "../../services/numbers/check-for-api.ts";
import { listNumberPolicy } from "../../services/numbers/list-policy.ts";
import type { PolicyRow } from "../../services/numbers/load-policy.ts";
import { actingIn, nowIso } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { languageOf } from "../language.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { refused } from "../refused.ts";

/** Mounts the routes of the safety net. */
export function mountNumberPolicy(app: Hono<AppEnv>): void {
  mount(app, "POST /api/v1/numbers/check", postCheck);
  mount(app, "GET /api/v1/operator/number-policy", async (c) => c.json(await listNumberPolicy(c.env.DB)));
  mount(app, "PUT /api/v1/operator/number-policy/regions/:region", (c) =>
    change(c, { kind: "region", value: c.req.param("region") ?? "" }),
  );
  mount(app, "PUT /api/v1/operator/number-policy/deny-prefixes/:prefix", (c) =>
    change(c, { kind: "deny_prefix", value: `+${(c.req.param("prefix") ?? "").replace(/^\+/, "")}` }),
  );
}

async function postCheck(c: AppContext): Promise<Response> {
  const language = languageOf(c);
  if (!language.ok) return problem(c, "invalid_query", language.detail);
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await checkForApi(...actingIn(c), body.json, language.language, nowIso());
  if (result.ok) return c.json(result.verdict, 200, { "content-language": result.verdict.language });
  if (result.error.reason !== "number_checks_limited") return refused(c, "number", result.error);
  const { limit, retryAfterSeconds } = result.error;
  return problem(c, "number_checks_limited", `The limit is ${limit}.`, {
    headers: { "retry-after": String(retryAfterSeconds) },
  });
}

async function change(c: AppContext, entry: PolicyRow): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeNumberPolicy(...actingIn(c), entry, body.json, nowIso());
  return result.ok ? c.json(result.changed) : refused(c, "number policy", result.error);
}
