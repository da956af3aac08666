import { EmailChangeSchema, type MailSent, TokenSchema } from "@callping/contract/api/accounts";
import { runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged, auditStatement } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import type { Client } from "./client.ts";
import { countLink, countMailChange, type Limited } from "./limits.ts";
import { accountMail } from "./mail-statement.ts";
import { digestToken, idOfToken, randomId, tokenOf } from "./mail-token.ts";
import type { LiveSession } from "./session-row.ts";

const CHANGE_HOURS = 24;
const SIDES = ["email_old", "email_new"] as const;

/**
 * Asks both addresses, the one that is and the one that is to be. A new address that somebody has gets a mail that says so,
 * and its change never completes: the answer is the same.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function requestEmailChange(
  env: Env,
  session: LiveSession,
  input: unknown,
  now: string,
): Promise<{ ok: true; sent: MailSent } | { ok: false; error: InvalidBody | Limited }> {
  const parsed = parseBody(EmailChangeSchema, input);
  if (!parsed.ok) return parsed;
  const { email } = parsed.value;
  const limited = await countMailChange(env, session.userId, now);
  if (limited !== null) return { ok: false, error: limited };
  const expiresAt = new Date(Date.parse(now) + CHANGE_HOURS * 3_600_000).toISOString();
  const changeId = randomId("chg");
  const [toOld, toNew] = await Promise.all(
    SIDES.map(async (purpose) => {
      const id = randomId("mtk");
      return { id, purpose, digest: await digestToken(env, purpose, await tokenOf(env, purpose, id)) };
    }),
  );
  if (toOld === undefined || toNew === undefined) throw new Error("both addresses are asked");
  const { userId, name, organizationId } = session;
  const row = ({ id, purpose, digest }: typeof toOld): Statement => ({
    sql: `INSERT INTO mail_tokens (id, purpose, user_id, digest, email, change_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [id, purpose, userId, digest, email, changeId, now, expiresAt],
  });
  const known = { sql: "EXISTS (SELECT 1 FROM users WHERE email = ?)", params: [email] };
  await runBatch(env.DB, [
    // A change that was begun before is over.
    { sql: "DELETE FROM mail_tokens WHERE user_id = ? AND change_id IS NOT NULL", params: [userId] },
    row(toOld),
    row(toNew),
    accountMail({ userId }, "email_old", { token_id: toOld.id, email }, now),
    accountMail({ recipient: email }, "email_new", { token_id: toNew.id, email }, now, {
      ...known,
      sql: `NOT ${known.sql}`,
    }),
    accountMail({ recipient: email }, "address_known", {}, now, known),
    auditStatement({
      organizationId,
      actor: { id: userId, label: name },
      action: "account.email_change_asked",
      subject: userId,
      // Addresses are people's: the log says that, not which.
      detail: {},
      at: now,
    }),
  ]);
  return { ok: true, sent: { mailed: true, expires_at: expiresAt } };
}

type Row = {
  purpose: (typeof SIDES)[number];
  user_id: string;
  change_id: string;
  email: string;
  name: string;
  old: string;
};

/**
 * One of both addresses agrees. With the second the address changes, and what waited for the old one is void.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function confirmEmailChange(
  env: Env,
  input: unknown,
  client: Client,
  now: string,
): Promise<
  { ok: true; changed: boolean } | { ok: false; error: InvalidBody | Limited | { reason: "link_invalid" } }
> {
  const parsed = parseBody(TokenSchema, input);
  if (!parsed.ok) return parsed;
  const { token } = parsed.value;
  const id = idOfToken(token) ?? "";
  const limited = await countLink(env, client.address, id, now);
  if (limited !== null) return { ok: false, error: limited };
  const row = await env.DB.prepare(
    `SELECT t.purpose, t.user_id, t.change_id, t.email, users.name, users.email AS old FROM mail_tokens AS t
       JOIN users ON users.id = t.user_id
      WHERE t.id = ?1 AND t.change_id IS NOT NULL AND t.used_at IS NULL AND t.expires_at > ?2
        AND t.digest IN (?3, ?4) AND t.digest = CASE t.purpose WHEN 'email_old' THEN ?3 ELSE ?4 END`,
  )
    .bind(id, now, await digestToken(env, "email_old", token), await digestToken(env, "email_new", token))
    .first<Row>();
  if (row === null) return { ok: false, error: { reason: "link_invalid" } };
  const [used, changed] = await runBatch(env.DB, confirmStatements(id, row, client, now));
  if (used !== 1) return { ok: false, error: { reason: "link_invalid" } };
  return { ok: true, changed: changed === 1 };
}

function confirmStatements(id: string, row: Row, client: Client, now: string): Statement[] {
  const { user_id: userId, change_id: changeId, email, name, old } = row;
  const done = { sql: "EXISTS (SELECT 1 FROM users WHERE id = ? AND email = ?)", params: [userId, email] };
  return [
    { sql: "UPDATE mail_tokens SET used_at = ? WHERE id = ? AND used_at IS NULL", params: [now, id] },
    {
      sql: `UPDATE users SET email = ?, email_verified_at = ? WHERE id = ? AND email <> ?
             AND 2 = (SELECT count(*) FROM mail_tokens WHERE change_id = ? AND used_at IS NOT NULL)
             AND NOT EXISTS (SELECT 1 FROM users AS other WHERE other.email = ?)`,
      params: [email, now, userId, email, changeId, email],
    },
    auditIfChanged({
      organizationId: null,
      actor: { id: userId, label: name },
      action: "account.email_changed",
      subject: userId,
      detail: {},
      at: now,
    }),
    // To the address that is not theirs any more: if it was not them, they hear of it.
    accountMail({ recipient: old }, "email_changed", { at: now, ...client }, now, done),
    {
      sql: `DELETE FROM mail_tokens WHERE user_id = ? AND used_at IS NULL AND ${done.sql}`,
      params: [userId, ...done.params],
    },
  ];
}
