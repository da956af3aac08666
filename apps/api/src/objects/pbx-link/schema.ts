/**
 * Tables of a PbxLink. `leg` is the ledger: a leg's id is never dialled twice within 24 hours. `script` is dropped when
 * the leg ends, since it holds a customer's words; `report` is what the PhoneLine has not confirmed yet.
 */
export function createTables(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS leg (
      leg_id TEXT PRIMARY KEY,
      channel_id TEXT NOT NULL UNIQUE,
      call_id TEXT NOT NULL,
      line TEXT NOT NULL,
      trunk_id TEXT NOT NULL,
      ring_seconds INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      ended INTEGER NOT NULL DEFAULT 0,
      state TEXT NOT NULL,
      script TEXT
    );
    CREATE INDEX IF NOT EXISTS leg_live ON leg (ended) WHERE ended = 0;
    CREATE TABLE IF NOT EXISTS report (
      leg_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      line TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (leg_id, seq)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS timers (key TEXT PRIMARY KEY, due_at INTEGER NOT NULL) WITHOUT ROWID;
  `);
}
