/** Tables of one Desk: an organization's live alerts, and what is on its way out. */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS requests (
  id TEXT PRIMARY KEY, endpoint_id TEXT NOT NULL, idempotency_key TEXT, received_at INTEGER NOT NULL,
  answer TEXT NOT NULL, record TEXT
);
CREATE INDEX IF NOT EXISTS requests_by_key ON requests (endpoint_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS requests_by_time ON requests (received_at);
CREATE TABLE IF NOT EXISTS alerts (
  id TEXT PRIMARY KEY, endpoint_id TEXT NOT NULL, dedup_key TEXT NOT NULL, open INTEGER NOT NULL, request_id TEXT NOT NULL,
  wake_at INTEGER, closed_at INTEGER, seq INTEGER NOT NULL, projected_seq INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS alerts_open ON alerts (endpoint_id, dedup_key) WHERE open = 1;
CREATE INDEX IF NOT EXISTS alerts_by_wake ON alerts (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS alerts_by_close ON alerts (closed_at) WHERE closed_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS timeline (
  alert_id TEXT NOT NULL, seq INTEGER NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (alert_id, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS calls (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, ended_at INTEGER, record TEXT);
CREATE TABLE IF NOT EXISTS verdicts (call_id TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (call_id, seq));
CREATE TABLE IF NOT EXISTS deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, attempt_id TEXT NOT NULL, phone_id TEXT NOT NULL,
  alert_id TEXT NOT NULL, due_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, ref TEXT NOT NULL, UNIQUE (kind, ref)
);
CREATE TABLE IF NOT EXISTS objections (number TEXT PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS heartbeats (endpoint_id TEXT PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS rule_counts (id TEXT PRIMARY KEY, until INTEGER NOT NULL, moments TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS rule_counts_by_time ON rule_counts (until);
CREATE TABLE IF NOT EXISTS alert_groups (ref TEXT PRIMARY KEY, leader_id TEXT NOT NULL, rings_id TEXT NOT NULL, until INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS grouped (alert_id TEXT PRIMARY KEY, ref TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS grouped_by_ref ON grouped (ref);
CREATE TABLE IF NOT EXISTS watch_findings (
  id INTEGER PRIMARY KEY AUTOINCREMENT, alert_id TEXT, problem TEXT NOT NULL, found_at INTEGER NOT NULL,
  repaired INTEGER NOT NULL, told INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS drills (
  id TEXT PRIMARY KEY, phone_id TEXT NOT NULL, planned_at INTEGER NOT NULL, origin TEXT NOT NULL, wake_at INTEGER, closed_at INTEGER,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS drills_once ON drills (phone_id, planned_at) WHERE origin = 'schedule';
CREATE INDEX IF NOT EXISTS drills_by_wake ON drills (wake_at) WHERE wake_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS drill_plans (
  phone_id TEXT PRIMARY KEY, planned_at INTEGER, last_at INTEGER, last_missed INTEGER NOT NULL DEFAULT 0, digest TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS cap_days (day TEXT PRIMARY KEY, calls INTEGER NOT NULL, destinations INTEGER NOT NULL, units INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS destinations (number TEXT PRIMARY KEY, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS destinations_by_time ON destinations (last_at);
CREATE TABLE IF NOT EXISTS refusals (key TEXT PRIMARY KEY, id TEXT NOT NULL, last_at INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS refusals_by_id ON refusals (id);
CREATE TABLE IF NOT EXISTS code_calls (id TEXT PRIMARY KEY, wake_at INTEGER, closed_at INTEGER, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS timers (key TEXT PRIMARY KEY, due_at INTEGER NOT NULL);
`;

export function createTables(sql: SqlStorage): void {
  sql.exec(SCHEMA);
}
