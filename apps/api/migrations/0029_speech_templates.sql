-- How a scenario's alerts are said, in the language of docs/speech.md; NULL: severity and title. Part of each version.
ALTER TABLE scenarios ADD COLUMN speech TEXT;
ALTER TABLE scenario_versions ADD COLUMN speech TEXT;

DROP TRIGGER scenarios_insert_version;
DROP TRIGGER scenarios_update_version;
DROP TRIGGER scenarios_keep_versions;
CREATE TRIGGER scenarios_insert_version AFTER INSERT ON scenarios
BEGIN
  INSERT INTO scenario_versions
    (scenario_id, organization_id, version, name, primary_member_id, rules, plan, saved_at, saved_by, speech)
  VALUES (NEW.id, NEW.organization_id, NEW.version, NEW.name, NEW.primary_member_id, NEW.rules, NEW.plan,
    coalesce(NEW.saved_at, NEW.created_at), NEW.saved_by, NEW.speech);
END;
CREATE TRIGGER scenarios_update_version AFTER UPDATE OF version ON scenarios
BEGIN
  INSERT INTO scenario_versions
    (scenario_id, organization_id, version, name, primary_member_id, rules, plan, saved_at, saved_by, speech)
  VALUES (NEW.id, NEW.organization_id, NEW.version, NEW.name, NEW.primary_member_id, NEW.rules, NEW.plan,
    coalesce(NEW.saved_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), NEW.saved_by, NEW.speech);
END;
CREATE TRIGGER scenarios_keep_versions BEFORE UPDATE OF name, primary_member_id, rules, plan, speech ON scenarios
WHEN NEW.version <= OLD.version
BEGIN
  SELECT RAISE(ABORT, 'a scenario changes by a new version only');
END;
