import { PasswordChangeSchema } from "@callping/contract/api/accounts";
import { checkNewPassword } from "@callping/domain/accounts/check-new-password";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import type { Client } from "./client.ts";
import type { Limited } from "./limits.ts";
import { hashPassword } from "./password-hash.ts";
import { setPassword } from "./reset-password.ts";
import type { LiveSession } from "./session-row.ts";
import { invalidPassword } from "./sign-up.ts";

/**
 * Sets another password; every other session ends. The step-up before it has shown who this is.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function changePassword(
  env: Env,
  session: LiveSession,
  input: unknown,
  client: Client,
  now: string,
): Promise<{ ok: true; sessionsEnded: number } | { ok: false; error: InvalidBody | Limited }> {
  const parsed = parseBody(PasswordChangeSchema, input);
  if (!parsed.ok) return parsed;
  const { password } = parsed.value;
  const weak = checkNewPassword(password, [session.email, session.name]);
  if (weak !== null) return invalidPassword(weak);
  const hash = await hashPassword(env, password);
  if (hash === null) return { ok: false, error: { reason: "account_unavailable" } };
  const ended = { allBut: session.id, why: "password changed" };
  const changes = await runBatch(env.DB, setPassword(session, hash, ended, client, now));
  return { ok: true, sessionsEnded: changes[2] ?? 0 };
}
