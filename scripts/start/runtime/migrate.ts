import type { Migration } from "../../build/migrations.ts";
import type { RunBatch } from "./database.ts";

/** wrangler's own table and columns, so that `wrangler d1 migrations list` tells the truth about a local database too. */
const TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

/**
 * Applies what is missing, each file and its row in one batch (D1 runs a batch as one transaction). Refuses a database
 * that holds a migration this version does not know: an older program must not write into a newer schema.
 */
export async function applyMigrations(run: RunBatch, migrations: readonly Migration[]): Promise<string[]> {
  const [, rows] = await run([
    { sql: TABLE, params: [] },
    { sql: "SELECT name FROM d1_migrations ORDER BY id", params: [] },
  ]);
  const applied = new Set(rows?.map(({ name }) => String(name)));
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `the state was written by a newer version (${unknown.join(", ")}): start that one, or use another --state`,
    );
  }
  const missing = migrations.filter(({ name }) => !applied.has(name));
  for (const { name, statements } of missing) {
    await run([
      ...statements.map((sql) => ({ sql, params: [] })),
      { sql: "INSERT INTO d1_migrations (name) VALUES (?)", params: [name] },
    ]);
  }
  return missing.map(({ name }) => name);
}
