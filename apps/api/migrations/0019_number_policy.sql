-- What operators refuse beside the safety net's built-in lists: regions that are never called, beginnings of numbers.
CREATE TABLE number_policy (
  kind TEXT NOT NULL CHECK (kind IN ('region', 'deny_prefix')),
  value TEXT NOT NULL CHECK (
    (kind = 'region' AND value GLOB '[A-Z][A-Z]')
    OR (kind = 'deny_prefix' AND value GLOB '+[1-9]*' AND NOT substr(value, 2) GLOB '*[^0-9]*' AND length(value) <= 15)
  ),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT;
INSERT INTO number_policy (kind, value, reason, added_by, added_at)
SELECT 'region', value, 'The default of a new installation', 'CallPing', strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM json_each('["RU","BY","KP"]');

-- How many numbers an organization has asked about in the current window.
CREATE TABLE number_checks (
  organization_id TEXT PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
  window_started_at TEXT NOT NULL,
  asked INTEGER NOT NULL
) STRICT;
