-- Projections: Desks write them through the outbox and the `records` queue, late, repeated and in any order.
-- No foreign keys here: a row must not wait for another, nor fail for an organization that is gone.

CREATE TABLE incoming_requests (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  received_at TEXT NOT NULL,
  method TEXT NOT NULL,
  content_type TEXT,
  headers TEXT NOT NULL CHECK (json_valid(headers)),
  body TEXT NOT NULL,
  body_bytes INTEGER NOT NULL CHECK (body_bytes >= 0),
  result TEXT NOT NULL,
  alert_ids TEXT NOT NULL CHECK (json_valid(alert_ids))
) STRICT;
CREATE INDEX incoming_requests_by_endpoint ON incoming_requests (organization_id, endpoint_id, received_at, id);
CREATE INDEX incoming_requests_by_time ON incoming_requests (received_at);

CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  endpoint_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('triggered', 'acknowledged', 'resolved', 'exhausted')),
  severity TEXT NOT NULL CHECK (severity IN ('critical', 'major', 'minor', 'info')),
  title TEXT NOT NULL,
  message TEXT,
  url TEXT,
  tool TEXT NOT NULL,
  test INTEGER NOT NULL CHECK (test IN (0, 1)),
  dedup_key TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count >= 1),
  rule TEXT,
  action TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  acknowledged_at TEXT,
  acknowledged_by TEXT,
  closed_at TEXT,
  close_reason TEXT
) STRICT;
CREATE INDEX alerts_by_organization ON alerts (organization_id, created_at, id);
CREATE INDEX alerts_by_state ON alerts (organization_id, state, created_at, id);
CREATE INDEX alerts_by_endpoint ON alerts (organization_id, endpoint_id, created_at, id);
CREATE INDEX alerts_by_time ON alerts (created_at);

CREATE TABLE timeline_events (
  alert_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 0),
  organization_id TEXT NOT NULL,
  at TEXT NOT NULL,
  occurred_at TEXT,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (json_valid(actor)),
  data TEXT NOT NULL CHECK (json_valid(data)),
  PRIMARY KEY (alert_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX timeline_events_by_time ON timeline_events (at);

CREATE TABLE call_logs (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  request_id TEXT NOT NULL,
  alert_ids TEXT NOT NULL CHECK (json_valid(alert_ids)),
  phone_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  number_masked TEXT NOT NULL,
  status TEXT NOT NULL,
  pbx_id TEXT,
  trunk_id TEXT,
  sip_code INTEGER,
  cause INTEGER,
  started_at TEXT NOT NULL,
  ringing_at TEXT,
  answered_at TEXT,
  ended_at TEXT,
  duration_ms INTEGER CHECK (duration_ms IS NULL OR duration_ms >= 0),
  spoken TEXT NOT NULL CHECK (json_valid(spoken)),
  keys TEXT NOT NULL CHECK (json_valid(keys))
) STRICT;
CREATE INDEX call_logs_by_organization ON call_logs (organization_id, started_at, id);
CREATE INDEX call_logs_by_time ON call_logs (started_at);
