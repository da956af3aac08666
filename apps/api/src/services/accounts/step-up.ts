import { StepUpSchema } from "@callping/contract/api/accounts";
import { STEP_UP_MS } from "@callping/domain/accounts/session-bounds";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import { type InvalidBody, parseBody } from "../parse-body.ts";
import { countFactor, countStepUp, type Limited } from "./limits.ts";
import { takeTotp } from "./second-factor/take-totp.ts";
import { checkPassword } from "./password-hash.ts";
import type { LiveSession } from "./session-row.ts";

export type StepUpResult =
  | { ok: true; until: string }
  | { ok: false; error: InvalidBody | Limited | { reason: "step_up_refused" } };

/**
 * Shows again who it is: the password, or a code of the app. Counts for ten minutes, for this session alone.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function stepUp(
  env: Env,
  session: LiveSession,
  input: unknown,
  now: string,
): Promise<StepUpResult> {
  const parsed = parseBody(StepUpSchema, input);
  if (!parsed.ok) return parsed;
  const { password, code } = parsed.value;
  if ((password === undefined) === (code === undefined)) {
    const message = "Send a password or a code, one of them.";
    return { ok: false, error: { reason: "invalid_body", problems: [{ path: "", message }] } };
  }
  const { userId, name, organizationId } = session;
  const limited =
    (await countStepUp(env, userId, now)) ??
    (code === undefined ? null : await countFactor(env, userId, now));
  if (limited !== null) return { ok: false, error: limited };
  if (code !== undefined) {
    if (!(await takeTotp(env, userId, code, now))) return { ok: false, error: { reason: "step_up_refused" } };
  } else {
    const row = await env.DB.prepare("SELECT password_hash FROM users WHERE id = ?")
      .bind(userId)
      .first<{ password_hash: string | null }>();
    const checked = await checkPassword(env, password ?? "", row?.password_hash ?? null);
    if (checked === null) return { ok: false, error: { reason: "account_unavailable" } };
    if (!checked.matches) return { ok: false, error: { reason: "step_up_refused" } };
  }
  await runBatch(env.DB, [
    { sql: "UPDATE sessions SET stepped_up_at = ? WHERE id = ?", params: [now, session.id] },
    auditStatement({
      organizationId,
      actor: { id: userId, label: name },
      action: "session.stepped_up",
      subject: session.id,
      detail: { by: code === undefined ? "password" : "totp" },
      at: now,
    }),
  ]);
  return { ok: true, until: new Date(Date.parse(now) + STEP_UP_MS).toISOString() };
}
