// Named here, not global: scripts of Node, which see no Worker's globals, use this file too.
import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";

/** A value D1 can bind. Booleans are 0 and 1, JSON is text. */
export type Param = string | number | null;

/** One SQL statement as plain data: pure functions make them, a database or the seed of a new installation runs them. */
export interface Statement {
  sql: string;
  params: Param[];
}

/** D1 binds at most 100 parameters a statement. */
export const MAX_PARAMS = 100;

/** What of D1 is needed to run statements; so that tests and scripts may pass Miniflare's. */
export type Database = Pick<D1Database, "prepare" | "batch">;

export function prepare(db: Database, statement: Statement): D1PreparedStatement {
  return db.prepare(statement.sql).bind(...statement.params);
}

/** Runs statements as one transaction: all of them or none. Answers with how many rows each of them changed. */
export async function runBatch(db: Database, statements: readonly Statement[]): Promise<number[]> {
  if (statements.length === 0) return [];
  const results = await db.batch(statements.map((statement) => prepare(db, statement)));
  return results.map(({ meta }) => meta.changes);
}

/** Multi-row inserts, as few as the limit of parameters allows. Rows have the order of `columns`. */
export function insertRows(
  table: string,
  columns: readonly string[],
  rows: readonly Param[][],
  conflict = "",
): Statement[] {
  const rowsEach = Math.floor(MAX_PARAMS / columns.length);
  const marks = `(${columns.map(() => "?").join(", ")})`;
  const statements: Statement[] = [];
  for (let start = 0; start < rows.length; start += rowsEach) {
    const slice = rows.slice(start, start + rowsEach);
    const values = slice.map(() => marks).join(", ");
    statements.push({
      sql: `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${values} ${conflict}`.trim(),
      params: slice.flat(),
    });
  }
  return statements;
}
