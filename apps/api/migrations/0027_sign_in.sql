-- The terms a person accepted, in which version and when; the language of mail and screens.
ALTER TABLE users ADD COLUMN mail_language TEXT NOT NULL DEFAULT 'en' CHECK (mail_language GLOB '[a-z][a-z]');
ALTER TABLE users ADD COLUMN terms_version TEXT;
ALTER TABLE users ADD COLUMN terms_accepted_at TEXT;

-- Numbers of organizations are never given twice: they stand in endpoint ids, also of organizations that are gone.
CREATE TABLE organization_numbers (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last INTEGER NOT NULL CHECK (last BETWEEN 1 AND 4294967295)
) STRICT;
INSERT INTO organization_numbers (id, last) SELECT 1, max(1, coalesce(max(number), 1)) FROM organizations;

-- Who signed up and has not shown yet that the address is theirs. No user before that: nobody can take another's address.
CREATE TABLE sign_ups (
  id TEXT PRIMARY KEY,
  -- The mailed token's; NULL once it is used.
  token_digest TEXT CHECK (length(token_digest) = 64),
  email TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  organization TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  language TEXT NOT NULL,
  terms_version TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sign_ups_by_end ON sign_ups (expires_at);

-- One a browser that is signed in. The row is read on every request: what is revoked is over at once.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- Which of their organizations it shows; NULL: they are in none.
  organization_id TEXT REFERENCES organizations (id) ON DELETE SET NULL,
  -- Counts the cookie's renewals; a cookie of an older one is worth nothing.
  gen INTEGER NOT NULL DEFAULT 1 CHECK (gen >= 1),
  renewed_at TEXT NOT NULL,
  stays INTEGER NOT NULL CHECK (stays IN (0, 1)),
  -- How they signed in: 'pwd', 'pwd otp'.
  methods TEXT NOT NULL,
  agent TEXT NOT NULL,
  -- The agent without its version numbers: what a person would call the same browser.
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  -- Over when not used until then, and over then whatever happens.
  idle_until TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  stepped_up_at TEXT,
  revoked_at TEXT
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id, created_at);
CREATE INDEX sessions_by_end ON sessions (ends_at);

-- Links in mails: good once and for a while. Only the token's digest is here.
CREATE TABLE mail_tokens (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('password_reset', 'email_old', 'email_new')),
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  -- Of an e-mail change: the address to be, and what both of its tokens share.
  email TEXT,
  change_id TEXT,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;
CREATE INDEX mail_tokens_by_user ON mail_tokens (user_id, purpose);
CREATE INDEX mail_tokens_by_change ON mail_tokens (change_id);
CREATE INDEX mail_tokens_by_end ON mail_tokens (expires_at);

-- Mail may go to an address that is no user's yet.
CREATE TABLE outgoing_mail_new (
  id TEXT PRIMARY KEY,
  organization_id TEXT REFERENCES organizations (id) ON DELETE CASCADE,
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  -- NULL: the user's address at the time it is sent.
  recipient TEXT,
  template TEXT NOT NULL CHECK (template <> '' AND template NOT GLOB '*[^a-z_]*'),
  data TEXT NOT NULL CHECK (json_valid(data)),
  reference TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at TEXT NOT NULL,
  first_try_at TEXT,
  provider_id TEXT,
  failure TEXT,
  created_at TEXT NOT NULL,
  CHECK (user_id IS NOT NULL OR recipient IS NOT NULL)
) STRICT;
INSERT INTO outgoing_mail_new (id, organization_id, user_id, template, data, reference, state, tries, next_try_at, first_try_at,
  provider_id, failure, created_at)
SELECT id, organization_id, user_id, template, data, reference, state, tries, next_try_at, first_try_at, provider_id, failure,
  created_at FROM outgoing_mail;
DROP TABLE outgoing_mail;
ALTER TABLE outgoing_mail_new RENAME TO outgoing_mail;
CREATE INDEX outgoing_mail_due ON outgoing_mail (next_try_at) WHERE state = 'waiting';
CREATE INDEX outgoing_mail_by_organization ON outgoing_mail (organization_id, created_at);
CREATE INDEX outgoing_mail_by_user ON outgoing_mail (user_id);
