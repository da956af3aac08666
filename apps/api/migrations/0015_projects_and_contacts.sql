-- Whom `call_project` rings. The organization stands here, too, so that a change bumps its version on its own.
CREATE TABLE project_members (
  project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  PRIMARY KEY (project_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_members_by_member ON project_members (member_id);

CREATE TRIGGER project_members_insert_bump AFTER INSERT ON project_members
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER project_members_delete_bump AFTER DELETE ON project_members
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;

-- Somebody who is rung and has no account.
CREATE TABLE contacts (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX contacts_by_organization ON contacts (organization_id, created_at, id);

-- Numbers of contacts, as `phones` are those of members. NULL in `verified_at`: the contact has not agreed by a key
-- yet, and no alert rings it.
CREATE TABLE contact_phones (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  number TEXT NOT NULL CHECK (number GLOB '+[1-9]*' AND substr(number, 2) NOT GLOB '*[^0-9]*' AND length(number) BETWEEN 8 AND 16),
  label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 60),
  language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'uk', 'de', 'pl', 'es', 'fr', 'pt', 'it')),
  is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
  enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  verified_at TEXT,
  quiet_hours TEXT CHECK (quiet_hours IS NULL OR json_valid(quiet_hours)),
  created_at TEXT NOT NULL,
  UNIQUE (contact_id, number)
) STRICT;
CREATE INDEX contact_phones_by_organization ON contact_phones (organization_id, created_at, id);
CREATE UNIQUE INDEX contact_phones_one_primary ON contact_phones (contact_id) WHERE is_primary = 1;

CREATE TRIGGER contacts_insert_bump AFTER INSERT ON contacts
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER contacts_update_bump AFTER UPDATE ON contacts
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER contacts_delete_bump AFTER DELETE ON contacts
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
CREATE TRIGGER contact_phones_insert_bump AFTER INSERT ON contact_phones
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER contact_phones_update_bump AFTER UPDATE ON contact_phones
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER contact_phones_delete_bump AFTER DELETE ON contact_phones
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
