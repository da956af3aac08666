ALTER TABLE sip_trunks ADD COLUMN number_format TEXT NOT NULL DEFAULT 'e164' CHECK (number_format IN ('e164', 'digits'));
ALTER TABLE sip_trunks ADD COLUMN cost_class TEXT NOT NULL DEFAULT 'standard' CHECK (cost_class IN ('low', 'standard', 'high'));
-- Beside `caller_id`: each person called sees one of them, always the same.
ALTER TABLE sip_trunks ADD COLUMN more_caller_ids TEXT NOT NULL DEFAULT '[]'
  CHECK (json_valid(more_caller_ids) AND json_type(more_caller_ids) = 'array');
ALTER TABLE sip_trunks ADD COLUMN caller_id_rule TEXT NOT NULL DEFAULT 'stable' CHECK (caller_id_rule IN ('stable', 'same_country'));
-- Where the canary's test calls go: a number that answers and belongs to no customer. NULL: no test calls.
ALTER TABLE sip_trunks ADD COLUMN canary_number TEXT CHECK (canary_number GLOB '+[1-9]*');
ALTER TABLE sip_trunks ADD COLUMN canary_minutes INTEGER NOT NULL DEFAULT 5 CHECK (canary_minutes BETWEEN 1 AND 1440);

-- Kill switches: no call to numbers of this ISO region goes through this trunk, whatever its health.
CREATE TABLE trunk_countries_off (
  pbx_id TEXT NOT NULL,
  trunk_id TEXT NOT NULL,
  country TEXT NOT NULL CHECK (country GLOB '[A-Z][A-Z]'),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  switched_by TEXT NOT NULL,
  switched_at TEXT NOT NULL,
  PRIMARY KEY (pbx_id, trunk_id, country),
  FOREIGN KEY (pbx_id, trunk_id) REFERENCES sip_trunks (pbx_id, id) ON DELETE CASCADE
) STRICT;

-- What is measured of the service itself: for the status page, and for who runs the fleet. No customer's data.
CREATE TABLE status_checks (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('canary', 'webhook_to_ringing')),
  region TEXT NOT NULL,
  pbx_id TEXT,
  trunk_id TEXT,
  ok INTEGER NOT NULL CHECK (ok IN (0, 1)),
  outcome TEXT,
  -- Of a canary: INVITE to ringing. Of `webhook_to_ringing`: the median, and the 99th percentile beside it.
  milliseconds INTEGER,
  p99_milliseconds INTEGER,
  calls INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX status_checks_by_time ON status_checks (at);
CREATE INDEX status_checks_by_trunk ON status_checks (pbx_id, trunk_id, at);
