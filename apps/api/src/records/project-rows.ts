import type { OutboxRow } from "../objects/desk-protocol.ts";
import { runBatch } from "../db/statement.ts";
import type { Database } from "../db/statement.ts";
import { projections } from "./statements.ts";

export interface Projected<Row> {
  /** Rows that are in D1 now. */
  written: Row[];
  /** Why D1 refused rows; they stay in their Desk's outbox. */
  refused: { row: Row; reason: string }[];
}

/**
 * Writes rows in one transaction. When a constraint refuses one of them, each is written alone, so that a bad row
 * holds back no other.
 * @throws when D1 cannot be used at all.
 */
export async function projectRows<Row extends OutboxRow>(
  db: Database,
  rows: readonly Row[],
): Promise<Projected<Row>> {
  try {
    await runBatch(db, projections(rows));
    return { written: [...rows], refused: [] };
  } catch (error) {
    if (!isConstraint(error)) throw error;
    return projectOneByOne(db, rows);
  }
}

async function projectOneByOne<Row extends OutboxRow>(
  db: Database,
  rows: readonly Row[],
): Promise<Projected<Row>> {
  const outcome: Projected<Row> = { written: [], refused: [] };
  for (const row of rows) {
    try {
      await runBatch(db, projections([row]));
      outcome.written.push(row);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      outcome.refused.push({ row, reason: `${row.kind} ${row.id}: ${error.message}` });
    }
  }
  return outcome;
}

/** The row is at fault, not the database: SQLite's constraint, a value too large, a type a STRICT table refuses. */
function isConstraint(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH)|constraint failed|too big|cannot store/i.test(error.message)
  );
}
