CREATE TABLE pbx_servers (
  -- Stands in the control socket's URL: /pbx/<id>.
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 32 AND id NOT GLOB '*[^a-z0-9-]*'),
  country TEXT NOT NULL CHECK (country GLOB '[A-Z][A-Z]'),
  region TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  draining INTEGER NOT NULL DEFAULT 0 CHECK (draining IN (0, 1)),
  -- Digests of the accepted control tokens: the current one and, while rotating, the next.
  token_digests TEXT NOT NULL CHECK (json_valid(token_digests) AND json_array_length(token_digests) BETWEEN 1 AND 2),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE sip_trunks (
  pbx_id TEXT NOT NULL REFERENCES pbx_servers (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  route_countries TEXT NOT NULL CHECK (json_valid(route_countries) AND json_type(route_countries) = 'array'),
  cleared_for_eu INTEGER NOT NULL DEFAULT 0 CHECK (cleared_for_eu IN (0, 1)),
  carries_fiction INTEGER NOT NULL DEFAULT 0 CHECK (carries_fiction IN (0, 1)),
  caller_id TEXT NOT NULL CHECK (caller_id GLOB '+[1-9]*'),
  caller_name TEXT NOT NULL,
  calls_per_second REAL NOT NULL CHECK (calls_per_second > 0),
  concurrent_calls INTEGER NOT NULL CHECK (concurrent_calls >= 1),
  priority INTEGER NOT NULL DEFAULT 1,
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  created_at TEXT NOT NULL,
  PRIMARY KEY (pbx_id, id)
) STRICT;
