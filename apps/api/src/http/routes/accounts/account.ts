import type { Hono } from "hono";
import { confirmEmailChange, requestEmailChange } from "../../../services/accounts/change-email.ts";
import { changePassword } from "../../../services/accounts/change-password.ts";
import { confirmReset, requestReset } from "../../../services/accounts/reset-password.ts";
import {
  confirmTotp,
  offerTotp,
  readFactor,
  removeTotp,
  renewRecoveryCodes,
} from "../../../services/accounts/second-factor/manage-factor.ts";
import { signUp } from "../../../services/accounts/sign-up.ts";
import { verifySignUp } from "../../../services/accounts/verify-sign-up.ts";
import { nowIso } from "../../acting.ts";
import { clientOf } from "../../client.ts";
import type { AppContext, AppEnv } from "../../context.ts";
import { readJsonBody } from "../../json-body.ts";
import { mount } from "../../mount.ts";
import { accountRefused } from "./answers.ts";
import type { SendSoon } from "./send-soon.ts";

type Act = (c: AppContext, json: unknown, now: string) => Promise<Response>;

/** Mounts sign-up, passwords, e-mail addresses and second factors. After each of them waiting mail goes out. */
export function mountAccount(app: Hono<AppEnv>, sendSoon: SendSoon): void {
  const withBody = (act: Act) => async (c: AppContext) => {
    const body = await readJsonBody(c);
    if (!body.ok) return body.answer;
    const answer = await act(c, body.json, nowIso());
    sendSoon(c);
    return answer;
  };
  mount(app, "POST /api/sign-up", withBody(postSignUp));
  mount(app, "POST /api/sign-up/verify", withBody(postVerify));
  mount(app, "POST /api/password/reset", withBody(postReset));
  mount(app, "POST /api/password/reset/confirm", withBody(postNewPassword));
  mount(app, "PUT /api/account/password", withBody(putPassword));
  mount(app, "POST /api/account/email", withBody(postEmail));
  mount(app, "POST /api/account/email/confirm", withBody(postEmailConfirm));
  mount(app, "GET /api/account/second-factor", async (c) =>
    c.json(await readFactor(c.env, c.get("signedIn").session.userId)),
  );
  mount(app, "POST /api/account/second-factor/totp", postTotp);
  mount(app, "POST /api/account/second-factor/totp/confirm", withBody(postTotpConfirm));
  mount(app, "DELETE /api/account/second-factor/totp", async (c) => {
    const result = await removeTotp(c.env, c.get("signedIn").session, nowIso());
    sendSoon(c);
    return result.ok ? c.json({ removed: true }) : accountRefused(c, result.error);
  });
  mount(app, "POST /api/account/second-factor/recovery-codes", async (c) => {
    const result = await renewRecoveryCodes(c.env, c.get("signedIn").session, nowIso());
    sendSoon(c);
    return result.ok ? c.json({ recovery_codes: result.codes }) : accountRefused(c, result.error);
  });
}

const postSignUp: Act = async (c, json, now) => {
  const result = await signUp(c.env, json, clientOf(c).address, now);
  return result.ok ? c.json(result.sent, 202) : accountRefused(c, result.error);
};

const postVerify: Act = async (c, json, now) => {
  const result = await verifySignUp(c.env, json, clientOf(c).address, now);
  return result.ok ? c.json({ verified: true }, 201) : accountRefused(c, result.error);
};

const postReset: Act = async (c, json, now) => {
  const result = await requestReset(c.env, json, clientOf(c).address, now);
  return result.ok ? c.json(result.sent, 202) : accountRefused(c, result.error);
};

const postNewPassword: Act = async (c, json, now) => {
  const result = await confirmReset(c.env, json, clientOf(c), now);
  return result.ok
    ? c.json({ changed: true, sessions_ended: result.sessionsEnded })
    : accountRefused(c, result.error);
};

const putPassword: Act = async (c, json, now) => {
  const result = await changePassword(c.env, c.get("signedIn").session, json, clientOf(c), now);
  return result.ok
    ? c.json({ changed: true, sessions_ended: result.sessionsEnded })
    : accountRefused(c, result.error);
};

const postEmail: Act = async (c, json, now) => {
  const result = await requestEmailChange(c.env, c.get("signedIn").session, json, now);
  return result.ok ? c.json(result.sent, 202) : accountRefused(c, result.error);
};

const postEmailConfirm: Act = async (c, json, now) => {
  const result = await confirmEmailChange(c.env, json, clientOf(c), now);
  return result.ok ? c.json({ changed: result.changed }) : accountRefused(c, result.error);
};

async function postTotp(c: AppContext): Promise<Response> {
  const result = await offerTotp(c.env, c.get("signedIn").session, nowIso());
  return result.ok ? c.json(result.offer, 201) : accountRefused(c, result.error);
}

const postTotpConfirm: Act = async (c, json, now) => {
  const result = await confirmTotp(c.env, c.get("signedIn").session, json, now);
  return result.ok ? c.json({ recovery_codes: result.codes }) : accountRefused(c, result.error);
};
