import type { SessionList } from "@callping/contract/api/accounts";
import { runBatch, type Statement } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import { ALIVE, type LiveSession } from "./session-row.ts";

type Row = Pick<LiveSession, "id" | "agent" | "address"> & {
  created_at: string;
  last_seen_at: string;
  idle_until: string;
  ends_at: string;
};

/** Where somebody is signed in, last used first. */
export async function listSessions(env: Env, session: LiveSession, now: string): Promise<SessionList> {
  const { results } = await env.DB.prepare(
    `SELECT id, agent, address, created_at, last_seen_at, idle_until, ends_at FROM sessions
      WHERE user_id = ? AND ${ALIVE} ORDER BY last_seen_at DESC, id LIMIT 200`,
  )
    .bind(session.userId, now, now)
    .all<Row>();
  return { data: results.map((row) => ({ ...row, current: row.id === session.id })) };
}

/** Ends sessions of one person. The audit row comes with it, and only when one was alive. */
export function revokeStatements(
  who: Pick<LiveSession, "userId" | "name" | "organizationId">,
  which: { only: string } | { allBut: string | null },
  why: string,
  now: string,
): Statement[] {
  const [sql, id] = "only" in which ? ["id = ?", which.only] : ["id <> ?", which.allBut ?? ""];
  return [
    {
      sql: `UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND ${sql} AND ${ALIVE}`,
      params: [now, who.userId, id, now, now],
    },
    auditIfChanged({
      organizationId: who.organizationId,
      actor: { id: who.userId, label: who.name },
      action: "session.ended",
      subject: "only" in which ? which.only : who.userId,
      detail: { why },
      at: now,
    }),
  ];
}

/**
 * Ends one session of the same person, or all but this one.
 * @returns how many it ended.
 */
export async function revokeSessions(
  env: Env,
  session: LiveSession,
  which: { only: string } | { allBut: string },
  now: string,
): Promise<number> {
  const why = "only" in which && which.only === session.id ? "signed out" : "revoked";
  const [ended = 0] = await runBatch(env.DB, revokeStatements(session, which, why, now));
  return ended;
}
