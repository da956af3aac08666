import { type ChallengeView, SecondFactorSchema } from "@callping/contract/api/accounts";
import { runBatch } from "../../../db/statement.ts";
import type { Env } from "../../../env.ts";
import { auditStatement } from "../../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../../parse-body.ts";
import type { Client } from "../client.ts";
import { countFactor, type Limited } from "../limits.ts";
import { accountMail } from "../mail-statement.ts";
import { digestToken, idOfToken, randomId, tokenOf } from "../mail-token.ts";
import { type StartedSession, startSession } from "../start-session.ts";
import { takeRecoveryCode } from "./recovery-codes.ts";
import { takeTotp } from "./take-totp.ts";

const CHALLENGE_MINUTES = 10;
const TRIES = 5;

/** The password was right: what shows that, until the second factor has been shown, too. */
export async function challengeFor(
  env: Env,
  userId: string,
  stays: boolean,
  now: string,
): Promise<ChallengeView> {
  const id = randomId("chl");
  const token = await tokenOf(env, "challenge", id);
  const expiresAt = new Date(Date.parse(now) + CHALLENGE_MINUTES * 60_000).toISOString();
  await env.DB.prepare(
    "INSERT INTO sign_in_challenges (id, digest, user_id, stays, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
  )
    .bind(id, await digestToken(env, "challenge", token), userId, Number(stays), now, expiresAt)
    .run();
  return { challenge: token, methods: ["totp", "recovery_code"], expires_at: expiresAt };
}

export type AnswerResult =
  | { ok: true; session: StartedSession }
  | { ok: false; error: InvalidBody | Limited | { reason: "link_invalid" | "second_factor_refused" } };

type Row = { user_id: string; stays: 0 | 1; name: string };

/**
 * The second step of a sign-in: a code of the app, or a recovery code. Five tries a challenge, counted in its row before the
 * code is looked at, and what the account's own limits leave.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function answerChallenge(
  env: Env,
  input: unknown,
  client: Client,
  now: string,
): Promise<AnswerResult> {
  const parsed = parseBody(SecondFactorSchema, input);
  if (!parsed.ok) return parsed;
  const { challenge, code } = parsed.value;
  const id = idOfToken(challenge) ?? "";
  const digest = await digestToken(env, "challenge", challenge);
  const open = await env.DB.prepare(
    `UPDATE sign_in_challenges SET tries = tries + 1
      WHERE id = ? AND digest = ? AND tries < ${TRIES} AND used_at IS NULL AND expires_at > ?
      RETURNING user_id, stays, (SELECT name FROM users WHERE users.id = user_id) AS name`,
  )
    .bind(id, digest, now)
    .first<Row>();
  if (open === null) return { ok: false, error: await whyClosed(env, id, digest, now) };
  const limited = await countFactor(env, open.user_id, now);
  if (limited !== null) return { ok: false, error: limited };
  const byApp = /^\d{6}$/.test(code);
  const right = byApp
    ? await takeTotp(env, open.user_id, code, now)
    : await takeRecoveryCode(env, open.user_id, code);
  if (!right) return { ok: false, error: { reason: "second_factor_refused" } };
  const { meta } = await env.DB.prepare(
    "UPDATE sign_in_challenges SET used_at = ? WHERE id = ? AND used_at IS NULL",
  )
    .bind(now, id)
    .run();
  if (meta.changes !== 1) return { ok: false, error: { reason: "link_invalid" } };
  const user = { id: open.user_id, name: open.name };
  const methods = byApp ? "pwd otp" : "pwd recovery";
  const { session, statements } = startSession(user, { methods, stays: open.stays === 1, client }, now);
  await runBatch(env.DB, [...statements, ...(byApp ? [] : recoveryNotice(user, client, now))]);
  return { ok: true, session };
}

async function whyClosed(
  env: Env,
  id: string,
  digest: string,
  now: string,
): Promise<Limited | { reason: "link_invalid" }> {
  const row = await env.DB.prepare(
    "SELECT expires_at FROM sign_in_challenges WHERE id = ? AND digest = ? AND used_at IS NULL AND expires_at > ?",
  )
    .bind(id, digest, now)
    .first<{ expires_at: string }>();
  if (row === null) return { reason: "link_invalid" };
  const retryAfterSeconds = Math.max(1, Math.ceil((Date.parse(row.expires_at) - Date.parse(now)) / 1000));
  return { reason: "account_rate_limited", limit: `${TRIES} codes a sign-in`, retryAfterSeconds };
}

function recoveryNotice(user: { id: string; name: string }, client: Client, now: string) {
  return [
    auditStatement({
      organizationId: null,
      actor: { id: user.id, label: user.name },
      action: "second_factor.recovery_code_used",
      subject: user.id,
      detail: { ...client },
      at: now,
    }),
    accountMail({ userId: user.id }, "recovery_code_used", { at: now, ...client }, now),
  ];
}
