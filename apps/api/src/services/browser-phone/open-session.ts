import {
  type BrowserSessionView,
  NewBrowserSessionSchema,
  REGISTER_SECONDS,
  SESSION_SECONDS,
} from "@callping/contract/api/browser-phone";
import { createId } from "@callping/contract/ids";
import type { Env } from "../../env.ts";
import { digestCredential } from "../credentials/digest.ts";
import { toHex } from "../credentials/hex.ts";
import { pushChange } from "../organizations/push-snapshot.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { type Actor, type MissingScope, missingScope } from "../permission.ts";
import { countSession, type SessionLimit } from "./count-session.ts";
import { findBrowserPhone, makeBrowserPhone } from "./phone-row.ts";
import { sessionUser } from "./session-user.ts";

export type OpenResult =
  | { ok: true; session: BrowserSessionView }
  | {
      ok: false;
      error:
        | MissingScope
        | InvalidBody
        | SessionLimit
        | { reason: "not_found" }
        | { reason: "browser_phone_off"; detail: string };
    };

/**
 * Lets a browser be a member's phone for ten minutes. Their first session makes the phone, which from then on is rung like
 * any other: open in no browser, it does not answer.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function openSession(env: Env, actor: Actor, input: unknown, now: string): Promise<OpenResult> {
  const forbidden = missingScope(actor, "browser-phone:write");
  if (forbidden !== null) return { ok: false, error: forbidden };
  const parsed = parseBody(NewBrowserSessionSchema, input);
  if (!parsed.ok) return parsed;
  if (env.BROWSER_PHONE_URL === "") {
    const detail = "This installation has no PBX that rings browsers.";
    return { ok: false, error: { reason: "browser_phone_off", detail } };
  }
  const memberId = parsed.value.member_id;
  // Whoever is signed in rings for nobody else, whatever their role.
  if (actor.memberId !== undefined && actor.memberId !== memberId)
    return { ok: false, error: { reason: "not_found" } };
  const found = await findBrowserPhone(env.DB, actor.organizationId, memberId);
  if (found === null) return { ok: false, error: { reason: "not_found" } };
  const limit = await countSession(env.DB, actor, memberId, now);
  if (limit !== null) return { ok: false, error: limit };
  const phone = found.phone ?? (await makeBrowserPhone(env.DB, actor, memberId, createId("phone"), now));
  if (found.phone === null) await pushChange(env, { number: actor.organizationNumber, shards: actor.shards });
  const expiresAt = Date.parse(now) + SESSION_SECONDS * 1000;
  const user = sessionUser(phone.number, expiresAt, toHex(crypto.getRandomValues(new Uint8Array(8))));
  return {
    ok: true,
    session: {
      member_id: memberId,
      phone_id: phone.id,
      // The SIP user carries whole seconds.
      expires_at: new Date(Math.floor(expiresAt / 1000) * 1000).toISOString(),
      sip: {
        url: env.BROWSER_PHONE_URL,
        uri: `sip:${phone.number.slice(1)}@callping.invalid`,
        authorization_user: user,
        password: await digestCredential(env.CREDENTIAL_PEPPER, "browser_session", user),
        register_seconds: REGISTER_SECONDS,
      },
    },
  };
}
