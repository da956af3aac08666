import type { Database } from "../../db/statement.ts";

/** A list of people is checked at one go; what asks for more tries out numbers, and can do that at home. */
const LIMIT = { count: 600, seconds: 600, name: "600 number checks in 10 minutes an organization" } as const;

export interface CheckLimit {
  reason: "number_checks_limited";
  limit: string;
  retryAfterSeconds: number;
}

/** In one statement, so that of parallel requests no more pass than the limit says. */
const COUNT = `INSERT INTO number_checks (organization_id, window_started_at, asked) VALUES (?1, ?2, 1)
  ON CONFLICT (organization_id) DO UPDATE SET
    asked = CASE WHEN window_started_at > ?3 THEN asked + 1 ELSE 1 END,
    window_started_at = CASE WHEN window_started_at > ?3 THEN window_started_at ELSE ?2 END
  WHERE window_started_at <= ?3 OR asked < ?4
  RETURNING asked`;

/**
 * Counts a question about a number, unless the organization asked too many in its window; the limit then.
 * @param now ISO 8601, UTC, milliseconds.
 */
export async function countCheck(
  db: Database,
  organizationId: string,
  now: string,
): Promise<CheckLimit | null> {
  const expired = new Date(Date.parse(now) - LIMIT.seconds * 1000).toISOString();
  const counted = await db.prepare(COUNT).bind(organizationId, now, expired, LIMIT.count).first();
  if (counted !== null) return null;
  const row = await db
    .prepare("SELECT window_started_at FROM number_checks WHERE organization_id = ?")
    .bind(organizationId)
    .first<{ window_started_at: string }>();
  const free = Date.parse(row?.window_started_at ?? now) + LIMIT.seconds * 1000 - Date.parse(now);
  const retryAfterSeconds = Math.max(1, Math.ceil(free / 1000));
  return { reason: "number_checks_limited", limit: LIMIT.name, retryAfterSeconds };
}
