-- Who is on call. The body is what the API takes: {"time_zone", "layers", "overrides"}, as packages/domain/schedules reads it.

CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  body TEXT NOT NULL CHECK (json_valid(body) AND json_type(body) = 'object'),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX schedules_by_organization ON schedules (organization_id, created_at, id);

CREATE TRIGGER schedules_insert_bump AFTER INSERT ON schedules
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER schedules_update_bump AFTER UPDATE ON schedules
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER schedules_delete_bump AFTER DELETE ON schedules
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;

-- Secret calendar URLs: of one schedule, or of one member in all schedules. A new secret replaces the one before.
CREATE TABLE calendar_feeds (
  token_digest TEXT PRIMARY KEY CHECK (length(token_digest) = 64),
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  schedule_id TEXT UNIQUE REFERENCES schedules (id) ON DELETE CASCADE,
  member_id TEXT UNIQUE REFERENCES members (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  CHECK ((schedule_id IS NULL) <> (member_id IS NULL))
) STRICT;
CREATE INDEX calendar_feeds_by_organization ON calendar_feeds (organization_id);
