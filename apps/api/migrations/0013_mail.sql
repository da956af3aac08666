-- Mail on its way out. The address is looked up when it is sent; nothing of an alert is in here.
CREATE TABLE outgoing_mail (
  id TEXT PRIMARY KEY,
  organization_id TEXT REFERENCES organizations (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  template TEXT NOT NULL CHECK (template IN ('weekly_readiness', 'nobody_acknowledged')),
  data TEXT NOT NULL CHECK (json_valid(data)),
  -- What may be written once only: 'readiness/<organization>/<day>/<user>'.
  reference TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at TEXT NOT NULL,
  -- Of the first hand-over: the provider knows an idempotency key for 24 hours from then.
  first_try_at TEXT,
  -- The provider's own id of it.
  provider_id TEXT,
  failure TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX outgoing_mail_due ON outgoing_mail (next_try_at) WHERE state = 'waiting';
CREATE INDEX outgoing_mail_by_organization ON outgoing_mail (organization_id, created_at);
CREATE INDEX outgoing_mail_by_user ON outgoing_mail (user_id);

-- Whether owners get the weekly mail: when there are findings, always, or never.
ALTER TABLE organizations ADD COLUMN weekly_mail TEXT NOT NULL DEFAULT 'findings' CHECK (weekly_mail IN ('findings', 'always', 'never'));
-- Monday 09:00 in the organization's zone, as UTC; NULL: not worked out yet.
ALTER TABLE organizations ADD COLUMN weekly_mail_due_at TEXT;
CREATE INDEX organizations_weekly_mail ON organizations (weekly_mail_due_at);
CREATE TRIGGER organizations_weekly_mail_zone AFTER UPDATE OF time_zone ON organizations
BEGIN
  UPDATE organizations SET weekly_mail_due_at = NULL WHERE id = NEW.id;
END;

-- When the watcher last compared the organization's records with its Desks; NULL: not since it was created.
ALTER TABLE organizations ADD COLUMN watched_at TEXT;
CREATE INDEX organizations_watched ON organizations (coalesce(watched_at, created_at));
