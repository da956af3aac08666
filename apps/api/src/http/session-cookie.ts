import { getCookie, setCookie } from "hono/cookie";
import { signSessionToken } from "../services/accounts/session-token.ts";
import type { AppContext } from "./context.ts";

/** `__Host-`: Secure, Path=/ and no Domain, so that no sibling host can set it. */
export const SESSION_COOKIE = "__Host-cp_session";
const ATTRIBUTES = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

export function readSessionCookie(c: AppContext): string | undefined {
  return getCookie(c, SESSION_COOKIE);
}

/** What of a session goes into its cookie. */
interface Cookied {
  id: string;
  gen: number;
  methods: string;
  createdAt: string;
  stays: boolean;
  /** Of a session that stays: when it is over unless it is used. */
  idleUntil: string;
}

/**
 * Sets the cookie. Without "Stay logged in" it goes with the browser; the session's row ends it in either case.
 * @returns when its token was issued, seconds since the epoch.
 */
export async function sendSessionCookie(c: AppContext, session: Cookied, now: string): Promise<number> {
  const nowMs = Date.parse(now);
  const claims = {
    sid: session.id,
    gen: session.gen,
    amr: session.methods.split(" "),
    auth_time: Math.floor(Date.parse(session.createdAt) / 1000),
  };
  const token = await signSessionToken(c.env, claims, nowMs);
  const maxAge = Math.max(0, Math.ceil((Date.parse(session.idleUntil) - nowMs) / 1000));
  setCookie(c, SESSION_COOKIE, token, { ...ATTRIBUTES, ...(session.stays && { maxAge }) });
  return Math.floor(nowMs / 1000);
}

export function dropSessionCookie(c: AppContext): void {
  setCookie(c, SESSION_COOKIE, "", { ...ATTRIBUTES, maxAge: 0 });
}
