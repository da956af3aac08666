import type { Hono } from "hono";
import { countRefresh } from "../../../services/accounts/limits.ts";
import { refreshSession } from "../../../services/accounts/refresh-session.ts";
import { listSessions, revokeSessions } from "../../../services/accounts/revoke-sessions.ts";
import { answerChallenge } from "../../../services/accounts/second-factor/challenge.ts";
import { viewSession } from "../../../services/accounts/session-view.ts";
import { signIn } from "../../../services/accounts/sign-in.ts";
import { stepUp } from "../../../services/accounts/step-up.ts";
import { idOf, nowIso } from "../../acting.ts";
import { clientOf } from "../../client.ts";
import type { AppContext, AppEnv } from "../../context.ts";
import { readJsonBody } from "../../json-body.ts";
import { mount } from "../../mount.ts";
import { problem } from "../../problem.ts";
import { dropSessionCookie, sendSessionCookie } from "../../session-cookie.ts";
import { accountRefused, signedIn } from "./answers.ts";
import type { SendSoon } from "./send-soon.ts";

/** Mounts signing in and out, renewal, step-up, and the list of sessions. */
export function mountSession(app: Hono<AppEnv>, sendSoon: SendSoon): void {
  mount(app, "POST /api/session", (c) => postSession(c, sendSoon));
  mount(app, "POST /api/session/second-factor", (c) => postSecondFactor(c, sendSoon));
  mount(app, "GET /api/session", getSession);
  mount(app, "POST /api/session/refresh", postRefresh);
  mount(app, "POST /api/session/step-up", postStepUp);
  mount(app, "DELETE /api/session", signOut);
  mount(app, "GET /api/account/sessions", async (c) =>
    c.json(await listSessions(c.env, c.get("signedIn").session, nowIso())),
  );
  mount(app, "DELETE /api/account/sessions", removeOthers);
  mount(app, "DELETE /api/account/sessions/:id", removeOne);
}

async function postSession(c: AppContext, sendSoon: SendSoon): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await signIn(c.env, body.json, clientOf(c), nowIso());
  if (!result.ok) return accountRefused(c, result.error);
  if ("challenge" in result) return c.json({ second_factor: result.challenge });
  sendSoon(c);
  return signedIn(c, result.session);
}

async function postSecondFactor(c: AppContext, sendSoon: SendSoon): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await answerChallenge(c.env, body.json, clientOf(c), nowIso());
  if (!result.ok) return accountRefused(c, result.error);
  sendSoon(c);
  return signedIn(c, result.session);
}

async function getSession(c: AppContext): Promise<Response> {
  const { session, claims } = c.get("signedIn");
  return c.json({ session: await viewSession(c.env, session, claims.iat, nowIso()) });
}

async function postRefresh(c: AppContext): Promise<Response> {
  const { claims } = c.get("signedIn");
  const now = nowIso();
  const client = clientOf(c);
  const limited = await countRefresh(c.env, client.address, claims.sid, now);
  if (limited !== null) return accountRefused(c, limited);
  const session = await refreshSession(c.env, claims, client, now);
  if (session === null) {
    dropSessionCookie(c);
    return problem(c, "unauthenticated", "The session has ended: sign in.");
  }
  const issued = await sendSessionCookie(c, { ...session, stays: session.stays === 1 }, now);
  return c.json({ session: await viewSession(c.env, session, issued, now) });
}

async function postStepUp(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await stepUp(c.env, c.get("signedIn").session, body.json, nowIso());
  return result.ok ? c.json({ stepped_up_until: result.until }) : accountRefused(c, result.error);
}

/** Also what the browser keeps of this origin goes (`Clear-Site-Data`, W3C). */
async function signOut(c: AppContext): Promise<Response> {
  const { session } = c.get("signedIn");
  await revokeSessions(c.env, session, { only: session.id }, nowIso());
  dropSessionCookie(c);
  c.header("clear-site-data", '"cache", "cookies", "storage"');
  return c.json({ signed_out: true });
}

async function removeOthers(c: AppContext): Promise<Response> {
  const { session } = c.get("signedIn");
  return c.json({ revoked: await revokeSessions(c.env, session, { allBut: session.id }, nowIso()) });
}

async function removeOne(c: AppContext): Promise<Response> {
  const { session } = c.get("signedIn");
  const revoked = await revokeSessions(c.env, session, { only: idOf(c) }, nowIso());
  if (revoked === 0)
    return problem(c, "not_found", `You have no session ${idOf(c).slice(0, 60)} that could be ended.`);
  if (idOf(c) === session.id) dropSessionCookie(c);
  return c.json({ revoked });
}
