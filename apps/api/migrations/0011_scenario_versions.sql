-- Every version of a scenario, so that an alert's can be read years later. Triggers write them in the transaction of
-- the change itself, and refuse a change that keeps the number.

ALTER TABLE scenarios ADD COLUMN saved_at TEXT;
-- Who saved this version, by name; NULL for one that was not saved through the API.
ALTER TABLE scenarios ADD COLUMN saved_by TEXT;

CREATE TABLE scenario_versions (
  -- No reference: versions outlive their scenario, as its alerts do.
  scenario_id TEXT NOT NULL,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  primary_member_id TEXT NOT NULL,
  rules TEXT NOT NULL,
  plan TEXT,
  saved_at TEXT NOT NULL,
  saved_by TEXT,
  PRIMARY KEY (scenario_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX scenario_versions_by_organization ON scenario_versions (organization_id, scenario_id, version);

INSERT INTO scenario_versions
SELECT id, organization_id, version, name, primary_member_id, rules, plan, created_at, NULL FROM scenarios;

CREATE TRIGGER scenarios_insert_version AFTER INSERT ON scenarios
BEGIN
  INSERT INTO scenario_versions
  VALUES (NEW.id, NEW.organization_id, NEW.version, NEW.name, NEW.primary_member_id, NEW.rules, NEW.plan,
    coalesce(NEW.saved_at, NEW.created_at), NEW.saved_by);
END;
CREATE TRIGGER scenarios_update_version AFTER UPDATE OF version ON scenarios
BEGIN
  INSERT INTO scenario_versions
  VALUES (NEW.id, NEW.organization_id, NEW.version, NEW.name, NEW.primary_member_id, NEW.rules, NEW.plan,
    coalesce(NEW.saved_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), NEW.saved_by);
END;
CREATE TRIGGER scenarios_keep_versions BEFORE UPDATE OF name, primary_member_id, rules, plan ON scenarios
WHEN NEW.version <= OLD.version
BEGIN
  SELECT RAISE(ABORT, 'a scenario changes by a new version only');
END;
