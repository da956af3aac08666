import { type MailSent, SignUpSchema } from "@callping/contract/api/accounts";
import { checkNewPassword } from "@callping/domain/accounts/check-new-password";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { countSignUp, type Limited } from "./limits.ts";
import { accountMail } from "./mail-statement.ts";
import { digestToken, randomId, tokenOf } from "./mail-token.ts";
import { hashPassword } from "./password-hash.ts";

/** How long a link of a sign-up is good. */
const SIGN_UP_HOURS = 24;

export type SignUpResult = { ok: true; sent: MailSent } | { ok: false; error: InvalidBody | Limited };

/**
 * Somebody signs up. The account is made once the mailed link is used; a known address gets a mail that says so, and the
 * same answer after the same work, so that nobody learns who has an account.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function signUp(env: Env, input: unknown, address: string, now: string): Promise<SignUpResult> {
  const parsed = parseBody(SignUpSchema, input);
  if (!parsed.ok) return parsed;
  const { email, password, time_zone, language, terms_version, ...names } = parsed.value;
  const name = names.display_name ?? email.split("@")[0] ?? email;
  const organization = names.organization ?? name;
  const weak = checkNewPassword(password, [email, name, organization]);
  if (weak !== null) return invalidPassword(weak);
  const limited = await countSignUp(env, address, email, now);
  if (limited !== null) return { ok: false, error: limited };
  const passwordHash = await hashPassword(env, password);
  if (passwordHash === null) return { ok: false, error: { reason: "account_unavailable" } };
  const id = randomId("sup");
  const digest = await digestToken(env, "sign_up", await tokenOf(env, "sign_up", id));
  const expiresAt = new Date(Date.parse(now) + SIGN_UP_HOURS * 3_600_000).toISOString();
  const known = "EXISTS (SELECT 1 FROM users WHERE email = ?)";
  await runBatch(env.DB, [
    {
      sql: `INSERT INTO sign_ups (id, token_digest, email, name, password_hash, organization, time_zone, language,
              terms_version, created_at, expires_at) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT ${known}`,
      params: [
        id,
        digest,
        email,
        name,
        passwordHash,
        organization,
        time_zone,
        language,
        terms_version,
        now,
        expiresAt,
        email,
      ],
    },
    accountMail({ recipient: email }, "confirm_sign_up", { token_id: id }, now, {
      sql: `NOT ${known}`,
      params: [email],
    }),
    accountMail({ recipient: email }, "address_known", {}, now, { sql: known, params: [email] }),
  ]);
  return { ok: true, sent: { mailed: true, expires_at: expiresAt } };
}

/** Says what is wrong with a password that was to be set. */
export function invalidPassword(message: string): { ok: false; error: InvalidBody } {
  return { ok: false, error: { reason: "invalid_body", problems: [{ path: "password", message }] } };
}
