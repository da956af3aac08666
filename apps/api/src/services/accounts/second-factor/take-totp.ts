import type { Env } from "../../../env.ts";
import { unseal } from "./seal.ts";
import { matchingStep } from "./totp.ts";

/**
 * Takes a code of the app, once: its step is written down in the statement that looks whether it, or a later one, was taken.
 * @param state whether the app has shown a code before; a pending one counts nowhere but where it is confirmed.
 */
export async function takeTotp(
  env: Env,
  userId: string,
  code: string,
  now: string,
  state: "confirmed" | "pending" = "confirmed",
): Promise<boolean> {
  const wanted = state === "confirmed" ? "IS NOT NULL" : "IS NULL";
  const factor = await env.DB.prepare(
    `SELECT secret FROM totp_factors WHERE user_id = ? AND confirmed_at ${wanted}`,
  )
    .bind(userId)
    .first<{ secret: string }>();
  if (factor === null || !/^\d{6}$/.test(code)) return false;
  const step = await matchingStep(await unseal(env, userId, factor.secret), code, Date.parse(now));
  if (step === null) return false;
  const { meta } = await env.DB.prepare(
    `UPDATE totp_factors SET last_step = ?1, confirmed_at = coalesce(confirmed_at, ?2)
      WHERE user_id = ?3 AND secret = ?4 AND last_step < ?1 AND confirmed_at ${wanted}`,
  )
    .bind(step, now, userId, factor.secret)
    .run();
  return meta.changes === 1;
}
