-- A Desk decides by a snapshot; the sweep compares versions. Triggers bump the version in the transaction of the
-- change itself, so that no service can forget it.

CREATE TRIGGER organizations_bump AFTER UPDATE OF name, slug, time_zone, key_map ON organizations
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.id;
END;
CREATE TRIGGER users_bump AFTER UPDATE OF name ON users
BEGIN
  UPDATE organizations SET config_version = config_version + 1
  WHERE id IN (SELECT organization_id FROM members WHERE user_id = NEW.id);
END;
CREATE TRIGGER members_insert_bump AFTER INSERT ON members
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER members_update_bump AFTER UPDATE ON members
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER members_delete_bump AFTER DELETE ON members
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
CREATE TRIGGER scenarios_insert_bump AFTER INSERT ON scenarios
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER scenarios_update_bump AFTER UPDATE ON scenarios
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER scenarios_delete_bump AFTER DELETE ON scenarios
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
CREATE TRIGGER endpoints_insert_bump AFTER INSERT ON endpoints
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER endpoints_update_bump AFTER UPDATE ON endpoints
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER endpoints_delete_bump AFTER DELETE ON endpoints
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
CREATE TRIGGER phones_insert_bump AFTER INSERT ON phones
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER phones_update_bump AFTER UPDATE ON phones
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER phones_delete_bump AFTER DELETE ON phones
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
