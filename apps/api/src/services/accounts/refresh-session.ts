import { RENEWAL_GRACE_MS, sessionBounds } from "@callping/domain/accounts/session-bounds";
import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { type Client, deviceOf } from "./client.ts";
import { accountMail } from "./mail-statement.ts";
import { ALIVE, findSession, type LiveSession } from "./session-row.ts";
import type { SessionClaims } from "./session-token.ts";

/**
 * Renews a session: the next generation of its cookie. Of many at the same moment one renews it, in one statement; the same
 * browser's others get what that one made, for 30 seconds. A cookie that is older was copied: the session is over then.
 * @param now ISO 8601, UTC, milliseconds.
 * @returns the session as it stands, or `null`: sign in again.
 */
export async function refreshSession(
  env: Env,
  claims: SessionClaims,
  client: Client,
  now: string,
): Promise<LiveSession | null> {
  const before = await findSession(env.DB, claims.sid, now);
  if (before === null) return null;
  const bounds = sessionBounds(Date.parse(before.createdAt), Date.parse(now), before.stays === 1);
  const renewed = await env.DB.prepare(
    `UPDATE sessions SET gen = gen + 1, renewed_at = ?1, last_seen_at = ?1, idle_until = ?2, address = ?3,
            agent = ?6, device = ?7
      WHERE id = ?4 AND gen = ?5 AND revoked_at IS NULL AND idle_until > ?1 AND ends_at > ?1 RETURNING gen`,
  )
    .bind(
      now,
      new Date(bounds.idleUntil).toISOString(),
      client.address,
      claims.sid,
      claims.gen,
      client.agent,
      deviceOf(client.agent),
    )
    .first<{ gen: number }>();
  const session = await findSession(env.DB, claims.sid, now);
  if (session === null || renewed !== null) return session;
  if (isRightBefore(session, claims.gen, client, now)) return session;
  await endReused(env, session, client, now);
  return null;
}

/** Whether an older cookie is the same browser's second request, sent before the answer to its first arrived. */
export function isRightBefore(session: LiveSession, gen: number, client: Client, now: string): boolean {
  const since = Date.parse(now) - Date.parse(session.renewedAt);
  return gen === session.gen - 1 && since <= RENEWAL_GRACE_MS && client.agent === session.agent;
}

/** Two hold a cookie of which one is a copy, and nobody can tell which. */
export async function endReused(env: Env, session: LiveSession, client: Client, now: string): Promise<void> {
  const { id, userId, name, organizationId } = session;
  await runBatch(env.DB, [
    // The mail first: afterwards the session is not alive any more, and of many only one may write.
    accountMail({ userId }, "session_reused", { at: now, ...client }, now, {
      sql: `EXISTS (SELECT 1 FROM sessions WHERE id = ? AND ${ALIVE})`,
      params: [id, now, now],
    }),
    {
      sql: `UPDATE sessions SET revoked_at = ? WHERE id = ? AND ${ALIVE}`,
      params: [now, id, now, now],
    },
    auditIfChanged({
      organizationId,
      actor: { id: userId, label: name },
      action: "session.reused",
      subject: id,
      detail: { ...client },
      at: now,
    }),
  ]);
}
