import { SCOPES } from "@callping/contract/api/scopes";
import { leastRoleFor, scopesOf } from "@callping/domain/accounts/roles";
import type { MiddlewareHandler } from "hono";
import { requireApiKey } from "./api-key.ts";
import type { AppContext, AppEnv, Caller, SignedIn } from "./context.ts";
import { problem } from "./problem.ts";
import { checkSession, missingStepUp } from "./require-session.ts";
import type { RouteRow } from "./route-table.ts";
import { readSessionCookie } from "./session-cookie.ts";

/**
 * Lets an API key with the scope through, or on the portal's host a session whose role has it; sets `caller`. A request with
 * both is the key's: no browser sends `Authorization` by itself.
 */
export function requireCaller(row: RouteRow): MiddlewareHandler<AppEnv> {
  const byKey = requireApiKey(row.scope);
  return async (c, next) => {
    if (!isSession(c)) return byKey(c, next);
    const checked = await checkSession(c, row);
    if (!checked.ok) return checked.answer;
    const caller = callerOf(checked.signedIn);
    if (caller === null)
      return problem(c, "missing_role", "You are a member of no organization that this session shows.");
    if (row.scope !== null && !caller.scopes.includes(row.scope))
      return problem(
        c,
        "missing_role",
        `This needs the role ${leastRoleFor(row.scope, SCOPES) ?? "operator"}.`,
      );
    const unproven = missingStepUp(c, row, checked.signedIn);
    if (unproven !== null) return unproven;
    c.set("caller", caller);
    c.set("signedIn", checked.signedIn);
    await next();
    return undefined;
  };
}

function isSession(c: AppContext): boolean {
  return (
    c.get("face") === "my" &&
    c.req.header("authorization") === undefined &&
    readSessionCookie(c) !== undefined
  );
}

function callerOf({ session }: SignedIn): Caller | null {
  const { organizationId, organizationNumber, shards, memberId, role } = session;
  if (organizationId === null || organizationNumber === null || shards === null) return null;
  if (memberId === null || role === null) return null;
  const scopes = scopesOf(role, SCOPES);
  const who = { keyId: session.userId, keyName: session.name, memberId };
  return { ...who, organizationId, organizationNumber, shards, scopes };
}
