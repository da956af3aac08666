import type { Database } from "../../db/statement.ts";

/** At most `most` in a window, which begins with its first. */
export interface Limit {
  /** What is counted. Never a number or an address as it is: their keyed hash. */
  key: string;
  most: number;
  /** For people: "3 code calls a day to a number". */
  name: string;
  /** The window, when it is not that of the others. */
  seconds?: number;
}

export interface LimitReached {
  limit: string;
  retryAfterSeconds: number;
}

type Count = { key: string; n: number; until: string };

/** Counts for all of the limits or for none, in one statement: of 60 parallel requests exactly as many pass as may. */
const COUNT = `INSERT INTO limit_counts (key, n, until)
  SELECT value ->> 'key', 1, value ->> 'until' FROM json_each(?1) WHERE NOT EXISTS (
    SELECT 1 FROM json_each(?1) AS wanted JOIN limit_counts ON limit_counts.key = wanted.value ->> 'key'
     WHERE limit_counts.n >= (wanted.value ->> 'most'))
  ON CONFLICT (key) DO UPDATE SET n = n + 1 RETURNING key`;
/** Windows that are over, in the same transaction before it. */
const FORGET = "DELETE FROM limit_counts WHERE until <= ?";

/**
 * Counts one more, unless a limit is reached: that limit then, and when it is free again.
 * @param now ISO 8601, UTC, milliseconds
 * @throws when D1 cannot be asked: whoever calls is closed then.
 */
export async function countWithin(
  db: Database,
  limits: readonly Limit[],
  seconds: number,
  now: string,
): Promise<LimitReached | null> {
  const until = (limit: Limit) => new Date(Date.parse(now) + (limit.seconds ?? seconds) * 1000).toISOString();
  const keys = JSON.stringify(
    limits.map((limit) => ({ key: limit.key, most: limit.most, until: until(limit) })),
  );
  const [, counted] = await db.batch([db.prepare(FORGET).bind(now), db.prepare(COUNT).bind(keys)]);
  if (counted !== undefined && counted.results.length > 0) return null;
  const { results } = await db
    .prepare("SELECT key, n, until FROM limit_counts WHERE key IN (SELECT value ->> 'key' FROM json_each(?))")
    .bind(keys)
    .all<Count>();
  const reached = limits.flatMap(({ key, most, name }) => {
    const found = results.find((row) => row.key === key && row.n >= most && row.until > now);
    return found === undefined ? [] : [{ name, until: Date.parse(found.until) }];
  });
  // The one that is free last; a window may have ended between the two statements.
  const last = reached.toSorted((a, b) => b.until - a.until)[0];
  const wait = last === undefined ? 1 : Math.ceil((last.until - Date.parse(now)) / 1000);
  return { limit: last?.name ?? limits[0]?.name ?? "", retryAfterSeconds: Math.max(1, wait) };
}
