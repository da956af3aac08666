-- Times are ISO 8601 text, UTC, with milliseconds: they sort as text and leave the API as they are.

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (email LIKE '%_@_%'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  password_hash TEXT,
  email_verified_at TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE organizations (
  id TEXT PRIMARY KEY,
  -- Stands in endpoint ids (32 bits) and in the names of Desks, so it never changes.
  number INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 4294967295),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  slug TEXT NOT NULL UNIQUE CHECK (slug <> '' AND slug NOT GLOB '*[^a-z0-9-]*'),
  time_zone TEXT NOT NULL DEFAULT 'UTC',
  key_map TEXT NOT NULL DEFAULT 'default' CHECK (key_map IN ('default', 'pagerduty')),
  shards INTEGER NOT NULL DEFAULT 1 CHECK (shards BETWEEN 1 AND 64),
  config_version INTEGER NOT NULL DEFAULT 1 CHECK (config_version >= 1),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE members (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
  created_at TEXT NOT NULL,
  UNIQUE (organization_id, user_id)
) STRICT;
CREATE INDEX members_by_user ON members (user_id);

CREATE TABLE api_keys (
  -- `key_` and the 12 characters that the key itself shows.
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  scopes TEXT NOT NULL CHECK (json_valid(scopes) AND json_type(scopes) = 'array'),
  created_at TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT
) STRICT;
CREATE INDEX api_keys_by_organization ON api_keys (organization_id, created_at);

CREATE TABLE audit_log (
  id TEXT PRIMARY KEY,
  organization_id TEXT,
  actor_id TEXT NOT NULL,
  actor_label TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT,
  detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_by_organization ON audit_log (organization_id, created_at, id);
CREATE INDEX audit_log_by_time ON audit_log (created_at);

-- What happened is never rewritten; erasing a person may only replace who did it.
CREATE TRIGGER audit_log_keeps_facts
BEFORE UPDATE OF id, organization_id, action, subject, detail, created_at ON audit_log
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only');
END;
CREATE TRIGGER audit_log_keeps_actors
BEFORE UPDATE OF actor_id, actor_label ON audit_log
WHEN NEW.actor_id NOT LIKE 'erased:%' OR NEW.actor_label <> 'erased'
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only');
END;
-- Retention removes rows at 90 days; before that nothing does.
CREATE TRIGGER audit_log_keeps_rows
BEFORE DELETE ON audit_log
WHEN OLD.created_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-90 days')
BEGIN
  SELECT RAISE(ABORT, 'audit_log is append-only');
END;
