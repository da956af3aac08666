-- Test calls that prove a phone: what members have chosen, what came of it, and when each phone was last proven.

-- JSON of packages/domain/drills/parse-setting. No row: nobody is rung.
CREATE TABLE drill_settings (
  member_id TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  setting TEXT NOT NULL CHECK (json_valid(setting) AND json_type(setting) = 'object'),
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX drill_settings_by_organization ON drill_settings (organization_id);

CREATE TRIGGER drill_settings_insert_bump AFTER INSERT ON drill_settings
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER drill_settings_update_bump AFTER UPDATE ON drill_settings
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER drill_settings_delete_bump AFTER DELETE ON drill_settings
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;

-- A projection, like those of 0003: no foreign keys.
CREATE TABLE drills (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  phone_id TEXT NOT NULL,
  label TEXT NOT NULL,
  number_masked TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('schedule', 'request')),
  planned_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'calling', 'over')),
  result TEXT CHECK (result IS NULL OR result IN ('proven', 'not_proven', 'missed')),
  outcome TEXT,
  missed_reason TEXT,
  ms_to_key INTEGER CHECK (ms_to_key IS NULL OR ms_to_key >= 0),
  ended_at TEXT,
  call_ids TEXT NOT NULL CHECK (json_valid(call_ids)),
  timeline TEXT NOT NULL CHECK (json_valid(timeline))
) STRICT;
CREATE INDEX drills_by_organization ON drills (organization_id, planned_at, id);
CREATE INDEX drills_by_phone ON drills (organization_id, phone_id, planned_at, id);
CREATE INDEX drills_by_time ON drills (planned_at);

-- The last call of each phone that was answered with a key, whatever it was for. Apart from `phones`, whose changes are
-- pushed to Desks.
CREATE TABLE phone_proofs (
  phone_id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  proven_at TEXT NOT NULL,
  call_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('alert', 'drill'))
) STRICT;
CREATE INDEX phone_proofs_by_organization ON phone_proofs (organization_id);

INSERT INTO phone_proofs (phone_id, organization_id, proven_at, call_id, kind)
SELECT phone_id, organization_id, max(coalesce(ended_at, started_at)), id, 'alert'
  FROM call_logs WHERE status = 'acknowledged' GROUP BY phone_id;

-- Another number is another telephone: it has proven nothing.
CREATE TRIGGER phone_proofs_of_number AFTER UPDATE OF number ON phones WHEN NEW.number <> OLD.number
BEGIN
  DELETE FROM phone_proofs WHERE phone_id = NEW.id;
END;
CREATE TRIGGER phone_proofs_of_phone AFTER DELETE ON phones
BEGIN
  DELETE FROM phone_proofs WHERE phone_id = OLD.id;
END;

-- The drill that a call began for; an alert may have taken the call over.
ALTER TABLE call_logs ADD COLUMN drill_id TEXT;
