import type { Scope } from "@callping/contract/api/scopes";
import type { MiddlewareHandler } from "hono";
import { type ApiCaller, findCaller } from "../services/credentials/find-caller.ts";
import { findOperator, isOperatorKey } from "../services/credentials/find-operator.ts";
import type { Env } from "../env.ts";
import type { AppEnv } from "./context.ts";
import { problem } from "./problem.ts";

const CHALLENGE = { "www-authenticate": 'Bearer realm="CallPing API"' };

/** Lets only a valid API key through, with the scope when one is demanded; sets `caller`. */
export function requireApiKey(scope: Scope | null): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const header = c.req.header("authorization") ?? "";
    const key = /^Bearer +(\S{1,200})$/i.exec(header)?.[1];
    if (key === undefined)
      return problem(c, "unauthenticated", "The request carries no `Authorization: Bearer` header.", {
        headers: CHALLENGE,
      });
    const caller = await callerOf(c.env, key);
    if (caller === null)
      return problem(c, "unauthenticated", "The API key is unknown, revoked or expired.", {
        headers: CHALLENGE,
      });
    if (scope !== null && !caller.scopes.includes(scope))
      return problem(c, "missing_scope", `This needs the scope ${scope}.`);
    c.set("caller", caller);
    await next();
    return undefined;
  };
}

function callerOf(env: Env, key: string): Promise<ApiCaller | null> {
  if (isOperatorKey(key)) return findOperator(env.OPERATOR_KEYS, key);
  return findCaller(env.DB, env.CREDENTIAL_PEPPER, key, new Date().toISOString());
}
