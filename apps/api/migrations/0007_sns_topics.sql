-- The one Amazon SNS topic that may speak to an endpoint: the first whose confirmation was validly signed.

CREATE TABLE sns_topics (
  endpoint_id TEXT PRIMARY KEY REFERENCES endpoints (id) ON DELETE CASCADE,
  organization_id TEXT NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  topic_arn TEXT NOT NULL CHECK (topic_arn LIKE 'arn:aws%:sns:%'),
  pinned_at TEXT NOT NULL,
  -- When Amazon SNS last took our confirmation; NULL while it has not.
  confirmed_at TEXT
) STRICT;
CREATE INDEX sns_topics_by_organization ON sns_topics (organization_id);

CREATE TRIGGER sns_topics_insert_bump AFTER INSERT ON sns_topics
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER sns_topics_update_bump AFTER UPDATE OF topic_arn ON sns_topics
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = NEW.organization_id;
END;
CREATE TRIGGER sns_topics_delete_bump AFTER DELETE ON sns_topics
BEGIN
  UPDATE organizations SET config_version = config_version + 1 WHERE id = OLD.organization_id;
END;
