import { runBatch } from "../../db/statement.ts";
import type { Env } from "../../env.ts";
import { phoneLineNameOf } from "./number-digest.ts";
import { copyStatement } from "./record-suppression.ts";
import { SUPPRESSION_COLUMNS, type SuppressionRow, toSuppressionRecord } from "./suppression-row.ts";

/** Rows of one sweep; each is compared once a day at most. */
const MOST_AT_ONCE = 200;
const DAY_MS = 86_400_000;

/**
 * The sweep: D1's copies are shown to their lines. A line that lost its rows, or that came to serve a number, learns them,
 * and what it knows better is copied again. Versions say which is newer; a line alone makes them.
 * @param now milliseconds since the epoch
 */
export async function compareSuppressions(
  env: Pick<Env, "DB" | "PHONE_LINE" | "DEPLOYMENT">,
  now: number,
): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT ${SUPPRESSION_COLUMNS} FROM suppressions WHERE coalesce(compared_at, '') < ?
      ORDER BY coalesce(compared_at, '') LIMIT ?`,
  )
    .bind(new Date(now - DAY_MS).toISOString(), MOST_AT_ONCE)
    .all<SuppressionRow>();
  const byLine = Map.groupBy(results, ({ digest }) => phoneLineNameOf(env, digest));
  for (const [line, rows] of byLine) {
    const newer = await env.PHONE_LINE.getByName(line).learnSuppressions(rows.map(toSuppressionRecord));
    const compared = rows.map(({ digest, scope }) => ({
      sql: "UPDATE suppressions SET compared_at = ? WHERE digest = ? AND scope = ?",
      params: [new Date(now).toISOString(), digest, scope],
    }));
    await runBatch(env.DB, [...newer.map(copyStatement), ...compared]);
  }
}
