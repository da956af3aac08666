-- "EU only": calls of this organization never leave by a PBX outside the EU and the EEA.
ALTER TABLE organizations ADD COLUMN eu_only INTEGER NOT NULL DEFAULT 0 CHECK (eu_only IN (0, 1));
-- Stamped on the call: where the PBX stood that placed it, and whether the fence was up.
ALTER TABLE call_logs ADD COLUMN pbx_country TEXT;
ALTER TABLE call_logs ADD COLUMN eu_only INTEGER NOT NULL DEFAULT 0 CHECK (eu_only IN (0, 1));
DROP TRIGGER organizations_bump;
CREATE TRIGGER organizations_bump AFTER UPDATE OF name, slug, time_zone, key_map, eu_only ON organizations
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.id;
END;
