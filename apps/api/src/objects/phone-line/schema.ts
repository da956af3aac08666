/** Tables of one PhoneLine shard. Numbers stand in rows, never in an object's name. */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS attempts (
  attempt_id TEXT PRIMARY KEY, number TEXT NOT NULL, organization_id TEXT NOT NULL, desk TEXT NOT NULL,
  state TEXT NOT NULL, call_id TEXT, hold TEXT, not_before INTEGER NOT NULL, body TEXT NOT NULL, outcome TEXT,
  updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS attempts_by_number ON attempts (number, state);
CREATE INDEX IF NOT EXISTS attempts_by_call ON attempts (call_id);
CREATE TABLE IF NOT EXISTS calls (
  call_id TEXT PRIMARY KEY, number TEXT NOT NULL, organization_id TEXT NOT NULL, phase TEXT NOT NULL,
  leg_id TEXT, pbx_id TEXT, trunk_id TEXT, leg_state TEXT, leg_seq INTEGER NOT NULL DEFAULT 0,
  tried TEXT NOT NULL DEFAULT '[]', last_failure TEXT, seq INTEGER NOT NULL DEFAULT 0,
  stopping INTEGER NOT NULL DEFAULT 0, started_at INTEGER NOT NULL, placed_at INTEGER, ringing_at INTEGER, answered_at INTEGER, ended_at INTEGER
);
CREATE INDEX IF NOT EXISTS calls_by_number ON calls (number, phase);
CREATE INDEX IF NOT EXISTS calls_by_leg ON calls (leg_id);
CREATE TABLE IF NOT EXISTS lines (
  number TEXT PRIMARY KEY, last_ended_at INTEGER, last_ended_organization TEXT, ghost_until INTEGER NOT NULL DEFAULT 0,
  recent TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE IF NOT EXISTS reports (
  call_id TEXT NOT NULL, desk TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (call_id, desk, seq)
);
CREATE TABLE IF NOT EXISTS verdicts (call_id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS suppressions (
  digest TEXT NOT NULL, scope TEXT NOT NULL, active INTEGER NOT NULL, version INTEGER NOT NULL, how TEXT NOT NULL, "by" TEXT,
  reason TEXT, call_id TEXT, at INTEGER NOT NULL, number TEXT, PRIMARY KEY (digest, scope)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS suppressions_untold ON suppressions (number) WHERE number IS NOT NULL;
CREATE TABLE IF NOT EXISTS timers (key TEXT PRIMARY KEY, due_at INTEGER NOT NULL);
`;

export function createTables(sql: SqlStorage): void {
  sql.exec(SCHEMA);
}
