import { type Database, prepare } from "../../db/statement.ts";
import { auditStatement } from "../audit/audit-statement.ts";
import type { Actor } from "../permission.ts";

const ACTION = "browser_phone.session_opened";

/** A tab needs one session in ten minutes: more is a page that reloads, and far more a script. */
const LIMITS = [
  { of: "a member", count: 20, seconds: 600, window: "in 10 minutes" },
  { of: "an organization", count: 600, seconds: 3600, window: "an hour" },
] as const;

export interface SessionLimit {
  reason: "browser_sessions_limited";
  limit: string;
  retryAfterSeconds: number;
}

/**
 * Writes a session into the audit log unless a limit is reached; the limit then. The log's rows are what is counted, in
 * the statement that adds one: of parallel requests no more pass than the limit says.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function countSession(
  db: Database,
  actor: Actor,
  memberId: string,
  now: string,
): Promise<SessionLimit | null> {
  const { organizationId } = actor;
  const row = auditStatement({
    organizationId,
    actor: { id: actor.keyId, label: actor.keyName },
    action: ACTION,
    subject: memberId,
    detail: {},
    at: now,
  });
  const params = LIMITS.flatMap(({ of, count, seconds }) => [
    organizationId,
    since(now, seconds),
    ...(of === "a member" ? [memberId] : []),
    count,
  ]);
  const within = LIMITS.map(({ of }) => `(${countOf(of)}) < ?`).join(" AND ");
  const counted = {
    sql: row.sql.replace(/VALUES \((.+)\)$/, `SELECT $1 WHERE ${within}`),
    params: [...row.params, ...params],
  };
  const { meta } = await prepare(db, counted).run();
  return meta.changes > 0 ? null : reachedLimit(db, organizationId, memberId, now);
}

/** Which limit it was, and when the oldest of its sessions has left the window. */
async function reachedLimit(
  db: Database,
  organizationId: string,
  memberId: string,
  now: string,
): Promise<SessionLimit> {
  for (const { of, count, seconds, window } of LIMITS) {
    const subject = of === "a member" ? [memberId] : [];
    const found = await db
      .prepare(countOf(of).replace("count(*)", "count(*) AS n, min(created_at) AS oldest"))
      .bind(organizationId, since(now, seconds), ...subject)
      .first<{ n: number; oldest: string | null }>();
    if (found === null || found.n < count) continue;
    const free = Date.parse(found.oldest ?? now) + seconds * 1000 - Date.parse(now);
    const retryAfterSeconds = Math.max(1, Math.ceil(free / 1000));
    return {
      reason: "browser_sessions_limited",
      limit: `${count} browser sessions ${window} ${of}`,
      retryAfterSeconds,
    };
  }
  // A session left its window between the two statements.
  return {
    reason: "browser_sessions_limited",
    limit: `${LIMITS[0].count} browser sessions`,
    retryAfterSeconds: 1,
  };
}

function countOf(of: (typeof LIMITS)[number]["of"]): string {
  const subject = of === "a member" ? " AND subject = ?" : "";
  return `SELECT count(*) FROM audit_log WHERE organization_id = ? AND action = '${ACTION}' AND created_at > ?${subject}`;
}

function since(now: string, seconds: number): string {
  return new Date(Date.parse(now) - seconds * 1000).toISOString();
}
