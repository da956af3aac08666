CREATE TABLE projects (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX projects_by_organization ON projects (organization_id, created_at, id);

CREATE TABLE scenarios (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  primary_member_id TEXT NOT NULL REFERENCES members (id),
  rules TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(rules) AND json_type(rules) = 'array'),
  -- The plan of the default action; NULL takes the product's defaults.
  plan TEXT CHECK (plan IS NULL OR json_valid(plan)),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX scenarios_by_organization ON scenarios (organization_id, created_at, id);
CREATE INDEX scenarios_by_project ON scenarios (project_id);
CREATE INDEX scenarios_by_member ON scenarios (primary_member_id);

CREATE TABLE endpoints (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  scenario_id TEXT NOT NULL REFERENCES scenarios (id),
  uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36 AND uuid = lower(uuid)),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  default_severity TEXT NOT NULL DEFAULT 'major' CHECK (default_severity IN ('critical', 'major', 'minor', 'info')),
  alert_key_digest TEXT CHECK (alert_key_digest IS NULL OR length(alert_key_digest) = 64),
  auto_close_seconds INTEGER NOT NULL DEFAULT 14400 CHECK (auto_close_seconds BETWEEN 60 AND 2592000),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX endpoints_by_organization ON endpoints (organization_id, created_at, id);
CREATE INDEX endpoints_by_project ON endpoints (project_id);
CREATE INDEX endpoints_by_scenario ON endpoints (scenario_id);

CREATE TABLE phones (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  number TEXT NOT NULL CHECK (number GLOB '+[1-9]*' AND substr(number, 2) NOT GLOB '*[^0-9]*' AND length(number) BETWEEN 8 AND 16),
  label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'uk', 'de', 'pl', 'es', 'fr', 'pt', 'it')),
  is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  verified_at TEXT,
  created_at TEXT NOT NULL,
  UNIQUE (member_id, number)
) STRICT;
CREATE INDEX phones_by_organization ON phones (organization_id, created_at, id);
CREATE UNIQUE INDEX phones_one_primary ON phones (member_id) WHERE is_primary = 1;
