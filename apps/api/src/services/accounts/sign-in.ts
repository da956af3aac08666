import { type ChallengeView, SignInSchema } from "@callping/contract/api/accounts";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import type { Client } from "./client.ts";
import { countSignIn, type Limited } from "./limits.ts";
import { checkPassword, hashPassword } from "./password-hash.ts";
import { challengeFor } from "./second-factor/challenge.ts";
import { type StartedSession, startSession } from "./start-session.ts";

type Row = { id: string; name: string; password_hash: string | null; second_factor: 0 | 1 };

export type SignInResult =
  | { ok: true; session: StartedSession }
  | { ok: true; challenge: ChallengeView }
  | { ok: false; error: InvalidBody | Limited | { reason: "sign_in_refused" } };

/**
 * The first step of a sign-in, and the only one without a second factor. The limiter comes first; then the same work is
 * done for an address that nobody has.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function signIn(env: Env, input: unknown, client: Client, now: string): Promise<SignInResult> {
  const parsed = parseBody(SignInSchema, input);
  if (!parsed.ok) return parsed;
  const { email, password, stay_logged_in: stays } = parsed.value;
  const limited = await countSignIn(env, client.address, email, now);
  if (limited !== null) return { ok: false, error: limited };
  const user = await env.DB.prepare(
    `SELECT id, name, password_hash, EXISTS (SELECT 1 FROM totp_factors WHERE user_id = users.id AND confirmed_at IS NOT NULL)
       AS second_factor FROM users WHERE email = ?`,
  )
    .bind(email)
    .first<Row>();
  const checked = await checkPassword(env, password, user?.password_hash ?? null);
  if (checked === null) return { ok: false, error: { reason: "account_unavailable" } };
  if (user === null || !checked.matches) return { ok: false, error: { reason: "sign_in_refused" } };
  if (checked.stale) await storeAnew(env, user, password);
  if (user.second_factor === 1) return { ok: true, challenge: await challengeFor(env, user.id, stays, now) };
  const { session, statements } = startSession(user, { methods: "pwd", stays, client }, now);
  await runBatch(env.DB, statements);
  return { ok: true, session };
}

/** By the parameters of today; if the password was changed meanwhile, or nothing can be derived, the next sign-in does. */
async function storeAnew(env: Env, user: Row, password: string): Promise<void> {
  const hash = await hashPassword(env, password);
  if (hash === null) return;
  await env.DB.prepare("UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?")
    .bind(hash, user.id, user.password_hash)
    .run();
}
