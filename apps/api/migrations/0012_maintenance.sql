-- Times in which nobody is rung: for an endpoint, for a project, or (neither) for the whole organization.
CREATE TABLE maintenance (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  endpoint_id TEXT REFERENCES endpoints (id) ON DELETE CASCADE,
  project_id TEXT REFERENCES projects (id) ON DELETE CASCADE,
  -- {"starts_at", "ends_at"} once, or {"weekly": [{"days", "from", "to"}], "time_zone"}.
  schedule TEXT NOT NULL CHECK (json_valid(schedule)),
  created_at TEXT NOT NULL,
  CHECK (endpoint_id IS NULL OR project_id IS NULL)
) STRICT;
CREATE INDEX maintenance_by_organization ON maintenance (organization_id, created_at, id);
CREATE INDEX maintenance_by_endpoint ON maintenance (endpoint_id);
CREATE INDEX maintenance_by_project ON maintenance (project_id);

CREATE TRIGGER maintenance_insert_bump AFTER INSERT ON maintenance
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER maintenance_update_bump AFTER UPDATE ON maintenance
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER maintenance_delete_bump AFTER DELETE ON maintenance
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;

-- {"windows": [{"days", "from", "to"}], "time_zone", "critical_passes"}. NULL: the phone may ring at any time.
ALTER TABLE phones ADD COLUMN quiet_hours TEXT CHECK (quiet_hours IS NULL OR json_valid(quiet_hours));
