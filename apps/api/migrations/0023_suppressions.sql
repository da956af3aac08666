-- Numbers that an organization, or nobody ('*'), may call. The number itself is nowhere in here: `digest` is its keyed
-- hash, and its first byte is the PhoneLine that holds the truth; this is its copy, for lists and snapshots. No foreign
-- key: an objection outlives whoever is erased. What was lifted stays, switched off, and the higher version wins.
CREATE TABLE suppressions (
  digest TEXT NOT NULL CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
  scope TEXT NOT NULL CHECK (scope <> ''),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  version INTEGER NOT NULL CHECK (version >= 1),
  how TEXT NOT NULL CHECK (how IN ('call', 'page', 'operator')),
  -- The operator's name; NULL: the number's holder.
  by_operator TEXT,
  reason TEXT,
  call_id TEXT,
  changed_at TEXT NOT NULL,
  -- When it was last compared with its line; NULL: never.
  compared_at TEXT,
  PRIMARY KEY (digest, scope)
) STRICT, WITHOUT ROWID;
CREATE INDEX suppressions_by_time ON suppressions (changed_at, digest);
CREATE INDEX suppressions_by_comparison ON suppressions (coalesce(compared_at, ''));

-- Which mails there are is the code's to know: the list would have to be written anew with every one of them.
CREATE TABLE outgoing_mail_new (
  id TEXT PRIMARY KEY,
  organization_id TEXT REFERENCES organizations (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  template TEXT NOT NULL CHECK (template <> '' AND template NOT GLOB '*[^a-z_]*'),
  data TEXT NOT NULL CHECK (json_valid(data)),
  reference TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at TEXT NOT NULL,
  first_try_at TEXT,
  provider_id TEXT,
  failure TEXT,
  created_at TEXT NOT NULL
) STRICT;
INSERT INTO outgoing_mail_new SELECT id, organization_id, user_id, template, data, reference, state, tries, next_try_at,
  first_try_at, provider_id, failure, created_at FROM outgoing_mail;
DROP TABLE outgoing_mail;
ALTER TABLE outgoing_mail_new RENAME TO outgoing_mail;
CREATE INDEX outgoing_mail_due ON outgoing_mail (next_try_at) WHERE state = 'waiting';
CREATE INDEX outgoing_mail_by_organization ON outgoing_mail (organization_id, created_at);
CREATE INDEX outgoing_mail_by_user ON outgoing_mail (user_id);
