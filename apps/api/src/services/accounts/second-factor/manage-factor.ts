import { TotpConfirmSchema } from "@callping/contract/api/accounts";
import { runBatch } from "../../../db/statement.ts";
import type { Env } from "../../../env.ts";
import { auditIfChanged, auditStatement } from "../../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../../parse-body.ts";
import { countFactor, type Limited } from "../limits.ts";
import { type AccountTemplate, accountMail } from "../mail-statement.ts";
import type { LiveSession } from "../session-row.ts";
import { makeRecoveryCodes } from "./recovery-codes.ts";
import { seal } from "./seal.ts";
import { takeTotp } from "./take-totp.ts";
import { toBase32 } from "./totp.ts";

const SECRET_BYTES = 20;

interface Conflict {
  reason: "settings_conflict";
  detail: string;
}
const NONE: Conflict = {
  reason: "settings_conflict",
  detail: "There is no authenticator app on this account.",
};

/** What second factor there is. */
export async function readFactor(env: Env, userId: string) {
  const row = await env.DB.prepare(
    `SELECT (SELECT CASE WHEN confirmed_at IS NULL THEN 'pending' ELSE 'confirmed' END FROM totp_factors WHERE user_id = ?1) AS totp,
            (SELECT count(*) FROM recovery_codes WHERE user_id = ?1) AS left`,
  )
    .bind(userId)
    .first<{ totp: "pending" | "confirmed" | null; left: number }>();
  return { totp: row?.totp ?? "none", recovery_codes_left: row?.left ?? 0 } as const;
}

/**
 * Offers a new secret for an app. It is returned this once and counts after `confirmTotp` alone; until then another offer takes
 * its place.
 */
export async function offerTotp(
  env: Env,
  { userId, email, name, organizationId }: LiveSession,
  now: string,
): Promise<{ ok: true; offer: { secret: string; otpauth_url: string } } | { ok: false; error: Conflict }> {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const [made] = await runBatch(env.DB, [
    {
      sql: `INSERT INTO totp_factors (user_id, secret, created_at) VALUES (?, ?, ?) ON CONFLICT (user_id)
            DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0 WHERE confirmed_at IS NULL`,
      params: [userId, await seal(env, userId, secret), now],
    },
    auditIfChanged({
      organizationId,
      actor: { id: userId, label: name },
      action: "second_factor.offered",
      subject: userId,
      detail: {},
      at: now,
    }),
  ]);
  if (made !== 1) {
    const detail = "There is an authenticator app on this account. Remove it first.";
    return { ok: false, error: { reason: "settings_conflict", detail } };
  }
  const text = toBase32(secret);
  const label = encodeURIComponent(`CallPing:${email}`);
  const query = new URLSearchParams({
    secret: text,
    issuer: "CallPing",
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
  return { ok: true, offer: { secret: text, otpauth_url: `otpauth://totp/${label}?${query.toString()}` } };
}

export type ConfirmResult =
  | { ok: true; codes: string[] }
  | { ok: false; error: InvalidBody | Limited | Conflict | { reason: "step_up_refused" } };

/** The app has shown a code: from now on it is asked for at every sign-in. */
export async function confirmTotp(
  env: Env,
  session: LiveSession,
  input: unknown,
  now: string,
): Promise<ConfirmResult> {
  const parsed = parseBody(TotpConfirmSchema, input);
  if (!parsed.ok) return parsed;
  const limited = await countFactor(env, session.userId, now);
  if (limited !== null) return { ok: false, error: limited };
  if ((await readFactor(env, session.userId)).totp !== "pending") return { ok: false, error: NONE };
  if (!(await takeTotp(env, session.userId, parsed.value.code, now, "pending")))
    return { ok: false, error: { reason: "step_up_refused" } };
  const { codes, statements } = await makeRecoveryCodes(env, session.userId, now);
  await runBatch(env.DB, [
    ...statements,
    audit(session, "second_factor.confirmed", now),
    notice(session, "second_factor_on", now),
  ]);
  return { ok: true, codes };
}

/** New recovery codes in the place of those before. */
export async function renewRecoveryCodes(
  env: Env,
  session: LiveSession,
  now: string,
): Promise<{ ok: true; codes: string[] } | { ok: false; error: Conflict }> {
  if (session.secondFactor === 0) return { ok: false, error: NONE };
  const { codes, statements } = await makeRecoveryCodes(env, session.userId, now);
  await runBatch(env.DB, [
    ...statements,
    audit(session, "second_factor.recovery_codes_made", now),
    notice(session, "recovery_codes_made", now),
  ]);
  return { ok: true, codes };
}

/** Takes the app away, and the recovery codes with it. */
export async function removeTotp(
  env: Env,
  session: LiveSession,
  now: string,
): Promise<{ ok: true } | { ok: false; error: Conflict }> {
  if ((await readFactor(env, session.userId)).totp === "none") return { ok: false, error: NONE };
  await runBatch(env.DB, [
    { sql: "DELETE FROM totp_factors WHERE user_id = ?", params: [session.userId] },
    { sql: "DELETE FROM recovery_codes WHERE user_id = ?", params: [session.userId] },
    audit(session, "second_factor.removed", now),
    notice(session, "second_factor_off", now),
  ]);
  return { ok: true };
}

type Who = Pick<LiveSession, "userId" | "name" | "organizationId">;

function audit({ userId, name, organizationId }: Who, action: string, at: string) {
  const actor = { id: userId, label: name };
  return auditStatement({ organizationId, actor, action, subject: userId, detail: {}, at });
}

function notice({ userId, agent, address }: LiveSession, template: AccountTemplate, at: string) {
  return accountMail({ userId }, template, { at, agent, address }, at);
}
