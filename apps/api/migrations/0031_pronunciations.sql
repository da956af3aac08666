-- An organization's own words: whole tokens of alerts and how they are said, a JSON object.
CREATE TABLE pronunciations (
  organization_id TEXT PRIMARY KEY REFERENCES organizations (id) ON DELETE CASCADE,
  words TEXT NOT NULL CHECK (json_type(words) = 'object'),
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL
) STRICT;

CREATE TRIGGER pronunciations_insert_bump AFTER INSERT ON pronunciations
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER pronunciations_update_bump AFTER UPDATE ON pronunciations
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER pronunciations_delete_bump AFTER DELETE ON pronunciations
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
