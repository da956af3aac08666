import type { Env } from "../../env.ts";

/** Rows a minute and table: a backlog goes in bites. */
const MOST = 500;
const DAY_MS = 86_400_000;
/** A session that is over stays this long: by it the next sign-in of the same browser is known. */
const SESSIONS_KEPT_DAYS = 90;

/**
 * Removes what accounts need no more: links, challenges and sign-ups whose time is over, sessions long after.
 * @param now milliseconds since the epoch
 */
export async function forgetExpired({ DB }: Pick<Env, "DB">, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const before = new Date(now - SESSIONS_KEPT_DAYS * DAY_MS).toISOString();
  const tables = [
    ["sign_ups", "expires_at <= ?", at],
    ["mail_tokens", "expires_at <= ?", at],
    ["sign_in_challenges", "expires_at <= ?", at],
    ["sessions", "min(idle_until, ends_at, coalesce(revoked_at, ends_at)) <= ?", before],
  ] as const;
  await DB.batch(
    tables.map(([table, over, until]) =>
      DB.prepare(
        `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${over} LIMIT ${MOST})`,
      ).bind(until),
    ),
  );
}
