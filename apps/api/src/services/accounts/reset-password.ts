import { type MailSent, ResetRequestSchema, ResetSchema } from "@callping/contract/api/accounts";
import { checkNewPassword } from "@callping/domain/accounts/check-new-password";
import { prepare, runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import type { Client } from "./client.ts";
import { countLink, countReset, type Limited } from "./limits.ts";
import { accountMail } from "./mail-statement.ts";
import { digestToken, idOfToken, randomId, tokenOf } from "./mail-token.ts";
import { hashPassword } from "./password-hash.ts";
import { revokeStatements } from "./revoke-sessions.ts";
import { invalidPassword } from "./sign-up.ts";

const RESET_MINUTES = 60;

export type ResetRequestResult = { ok: true; sent: MailSent } | { ok: false; error: InvalidBody | Limited };

/**
 * Mails a link to set a new password, if somebody has this address: the same two statements for an address that nobody has.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function requestReset(
  env: Env,
  input: unknown,
  address: string,
  now: string,
): Promise<ResetRequestResult> {
  const parsed = parseBody(ResetRequestSchema, input);
  if (!parsed.ok) return parsed;
  const { email } = parsed.value;
  const limited = await countReset(env, address, email, now);
  if (limited !== null) return { ok: false, error: limited };
  const id = randomId("mtk");
  const expiresAt = new Date(Date.parse(now) + RESET_MINUTES * 60_000).toISOString();
  const digest = await digestToken(env, "password_reset", await tokenOf(env, "password_reset", id));
  const mail = accountMail({ recipient: email }, "password_reset", { token_id: id }, now, {
    sql: "EXISTS (SELECT 1 FROM mail_tokens WHERE id = ?)",
    params: [id],
  });
  await runBatch(env.DB, [
    {
      sql: `INSERT INTO mail_tokens (id, purpose, user_id, digest, created_at, expires_at)
            SELECT ?, 'password_reset', id, ?, ?, ? FROM users WHERE email = ?`,
      params: [id, digest, now, expiresAt, email],
    },
    mail,
  ]);
  return { ok: true, sent: { mailed: true, expires_at: expiresAt } };
}

export type ResetResult =
  | { ok: true; sessionsEnded: number }
  | { ok: false; error: InvalidBody | Limited | { reason: "link_invalid" } };

type Row = { user_id: string; email: string; name: string };

/**
 * Sets a new password by the mailed link, once, and ends every session. It is no sign-in: whoever has a second factor shows
 * it then.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function confirmReset(
  env: Env,
  input: unknown,
  client: Client,
  now: string,
): Promise<ResetResult> {
  const parsed = parseBody(ResetSchema, input);
  if (!parsed.ok) return parsed;
  const { token, password } = parsed.value;
  const id = idOfToken(token) ?? "";
  const limited = await countLink(env, client.address, id, now);
  if (limited !== null) return { ok: false, error: limited };
  const row = await prepare(env.DB, {
    sql: `SELECT user_id, email, name FROM (SELECT t.user_id, users.email, users.name FROM mail_tokens AS t
            JOIN users ON users.id = t.user_id WHERE t.id = ? AND t.purpose = 'password_reset' AND t.digest = ?
             AND t.used_at IS NULL AND t.expires_at > ?)`,
    params: [id, await digestToken(env, "password_reset", token), now],
  }).first<Row>();
  if (row === null) return { ok: false, error: { reason: "link_invalid" } };
  const weak = checkNewPassword(password, [row.email, row.name]);
  if (weak !== null) return invalidPassword(weak);
  const hash = await hashPassword(env, password);
  if (hash === null) return { ok: false, error: { reason: "account_unavailable" } };
  // Of several at once the first takes the link; what follows is bound to that.
  const { meta } = await env.DB.prepare("UPDATE mail_tokens SET used_at = ? WHERE id = ? AND used_at IS NULL")
    .bind(now, id)
    .run();
  if (meta.changes !== 1) return { ok: false, error: { reason: "link_invalid" } };
  const who = { userId: row.user_id, name: row.name, organizationId: null };
  const ended = await runBatch(
    env.DB,
    setPassword(who, hash, { allBut: null, why: "password reset" }, client, now),
  );
  return { ok: true, sessionsEnded: ended[2] ?? 0 };
}

/**
 * Everything that a new password brings: links for another one are void, sessions end (the third statement), the audit row,
 * and a mail about it.
 */
export function setPassword(
  who: { userId: string; name: string; organizationId: string | null },
  hash: string,
  { allBut, why }: { allBut: string | null; why: string },
  client: Client,
  now: string,
): Statement[] {
  const { userId, name, organizationId } = who;
  return [
    {
      sql: "DELETE FROM mail_tokens WHERE user_id = ? AND purpose = 'password_reset' AND used_at IS NULL",
      params: [userId],
    },
    {
      sql: "DELETE FROM sign_in_challenges WHERE user_id = ?",
      params: [userId],
    },
    ...revokeStatements(who, { allBut }, why, now),
    { sql: "UPDATE users SET password_hash = ? WHERE id = ?", params: [hash, userId] },
    auditIfChanged({
      organizationId,
      actor: { id: userId, label: name },
      action: "account.password_changed",
      subject: userId,
      detail: { why, ...client },
      at: now,
    }),
    accountMail({ userId }, "password_changed", { at: now, ...client }, now),
  ];
}
