import type { Hono } from "hono";
import { lookUp, TABLES } from "../../services/browser-phone/look-up.ts";
import { openSession } from "../../services/browser-phone/open-session.ts";
import { constantTimeEqual, hmac } from "../../services/credentials/hmac.ts";
import { digestCredential } from "../../services/credentials/digest.ts";
import { actingIn, nowIso } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { unknownRoute } from "../entry.ts";
import { readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { refused } from "../refused.ts";

export function mountBrowserPhone(app: Hono<AppEnv>): void {
  mount(app, "POST /api/v1/browser-phone/sessions", postSession);
  mount(app, "POST /pbx/:id/phones/:table/:verb", lookUpForPbx);
}

async function postSession(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await openSession(...actingIn(c), body.json, nowIso());
  if (result.ok) return c.json(result.session, 201);
  const { error } = result;
  switch (error.reason) {
    case "browser_sessions_limited": {
      const { limit, retryAfterSeconds } = error;
      return problem(c, error.reason, `The limit of ${limit} is reached.`, {
        headers: { "retry-after": String(retryAfterSeconds) },
        members: { limit },
      });
    }
    case "browser_phone_off":
      return problem(c, error.reason, error.detail);
    case "not_found":
      return problem(c, "not_found", "There is no such member in this organization.");
    default:
      return refused(c, "member", error);
  }
}

/**
 * `POST /pbx/:id/phones/:table/single`: the PBX of browser phones asks for a PJSIP object as Asterisk's curl driver does.
 * "None" is an empty 200, since the driver takes the body of an error for a row; so are its other verbs.
 */
async function lookUpForPbx(c: AppContext): Promise<Response> {
  const pbxId = c.req.param("id") ?? "";
  if (!(await isDirectoryToken(c, pbxId))) return unknownRoute(c);
  const table = TABLES.find((name) => name === c.req.param("table"));
  const form = new URLSearchParams((await c.req.text()).slice(0, 1000));
  if (table === undefined || c.req.param("verb") !== "single") return c.text("");
  const found = await lookUp(c.env, table, form.get("id") ?? "", Date.now());
  return c.text(found === null ? "" : new URLSearchParams(found).toString());
}

/** The token is an HMAC of the PBX's name and is checked without a look-up, as the directory itself is. */
async function isDirectoryToken({ env, req }: AppContext, pbxId: string): Promise<boolean> {
  const wanted = `${pbxId}:${await digestCredential(env.CREDENTIAL_PEPPER, "browser_directory", pbxId)}`;
  const shown = /^Basic ([A-Za-z0-9+/=]{1,400})$/.exec(req.header("authorization") ?? "")?.[1] ?? "";
  const digest = (text: string) => hmac(env.CREDENTIAL_PEPPER, `directory_login\n${text}`);
  return constantTimeEqual(await digest(shown), await digest(btoa(wanted)));
}
