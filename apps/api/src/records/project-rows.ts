import type { OutboxRow } from "../objects/desk-protocol.ts";
import { prepare, runBatch } from "../db/statement.ts";
import type { Database } from "../db/statement.ts";
import { projection } from "./statements.ts";

export interface Projected {
  /** Outbox ids that are in D1 now. */
  written: number[];
  /** Why D1 refused rows; they stay in the Desk's outbox. */
  refused: string[];
}

/**
 * Writes rows in one transaction. When a constraint refuses one of them, each is written alone, so that a bad row
 * holds back no other.
 * @throws when D1 cannot be used at all.
 */
export async function projectRows(db: Database, rows: readonly OutboxRow[]): Promise<Projected> {
  try {
    await runBatch(db, rows.map(projection));
    return { written: rows.map((row) => row.id), refused: [] };
  } catch (error) {
    if (!isConstraint(error)) throw error;
    return projectOneByOne(db, rows);
  }
}

async function projectOneByOne(db: Database, rows: readonly OutboxRow[]): Promise<Projected> {
  const outcome: Projected = { written: [], refused: [] };
  for (const row of rows) {
    try {
      await prepare(db, projection(row)).run();
      outcome.written.push(row.id);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      outcome.refused.push(`${row.kind} ${row.id}: ${error.message}`);
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
