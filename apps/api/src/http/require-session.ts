import { stepUpIsFresh } from "@callping/domain/accounts/session-bounds";
import type { MiddlewareHandler } from "hono";
import { isCsrfToken } from "../services/accounts/csrf-token.ts";
import { endReused, isRightBefore } from "../services/accounts/refresh-session.ts";
import { findSession } from "../services/accounts/session-row.ts";
import { readSessionToken } from "../services/accounts/session-token.ts";
import { nowIso } from "./acting.ts";
import { foreignOrigin, isMutation } from "./check-origin.ts";
import { clientOf } from "./client.ts";
import type { AppContext, AppEnv, SignedIn } from "./context.ts";
import { unknownRoute } from "./entry.ts";
import { problem } from "./problem.ts";
import type { RouteRow } from "./route-table.ts";
import { readSessionCookie } from "./session-cookie.ts";

type Asked = Pick<RouteRow, "stepUp" | "renewable">;
export type SessionCheck = { ok: true; signedIn: SignedIn } | { ok: false; answer: Response };

/** A page of the portal that nobody is signed in to: its origin is all there is to check. */
export const requireVisitor: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.get("face") !== "my") return unknownRoute(c);
  const foreign = foreignOrigin(c);
  if (foreign !== null) return foreign;
  await next();
  return undefined;
};

/** Lets only somebody who is signed in through; sets `signedIn`. */
export function requireSession(row: Asked): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (c.get("face") !== "my") return unknownRoute(c);
    const checked = await checkSession(c, row);
    if (!checked.ok) return checked.answer;
    const unproven = missingStepUp(c, row, checked.signedIn);
    if (unproven !== null) return unproven;
    c.set("signedIn", checked.signedIn);
    await next();
    return undefined;
  };
}

/** Who is signed in, by the cookie; for what changes something, also that our own page asks. */
export async function checkSession(c: AppContext, row: Asked): Promise<SessionCheck> {
  const refuse = (answer: Response): SessionCheck => ({ ok: false, answer });
  // First, since it needs no look-up: another site's request costs nothing, and learns nothing.
  const foreign = foreignOrigin(c);
  if (foreign !== null) return refuse(foreign);
  const signedIn = await sessionOf(c);
  if (signedIn === null)
    return refuse(problem(c, "unauthenticated", "The session is unknown, ended or too old: sign in."));
  if (signedIn.expired && row.renewable !== true)
    return refuse(problem(c, "session_renewal_due", "The cookie's token is older than 15 minutes."));
  if (isMutation(c) && !(await isCsrfToken(c.env, signedIn.session.id, c.req.header("x-csrf-token") ?? "")))
    return refuse(problem(c, "csrf_token_invalid", "X-CSRF-Token is missing, or of another session."));
  return { ok: true, signedIn };
}

/** For what cannot be undone, and for what shows or changes a secret. */
export function missingStepUp(c: AppContext, { stepUp }: Asked, { session }: SignedIn): Response | null {
  const at = session.steppedUpAt;
  if (stepUp !== true || stepUpIsFresh(at === null ? null : Date.parse(at), Date.now())) return null;
  return problem(c, "step_up_required", "This needs the password or a code again.");
}

async function sessionOf(c: AppContext): Promise<(SignedIn & { expired: boolean }) | null> {
  const cookie = readSessionCookie(c);
  if (cookie === undefined) return null;
  const now = nowIso();
  const token = await readSessionToken(c.env, cookie, Date.parse(now));
  if (token === null) return null;
  const { claims, expired } = token;
  const session = await findSession(c.env.DB, claims.sid, now);
  if (session === null || claims.gen > session.gen) return null;
  const client = clientOf(c);
  if (claims.gen < session.gen && !isRightBefore(session, claims.gen, client, now)) {
    // Whoever is right cannot be told from whoever copied the cookie: neither goes on.
    await endReused(c.env, session, client, now);
    return null;
  }
  return { session, claims, expired };
}
