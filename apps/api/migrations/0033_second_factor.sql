-- The authenticator app of a user. The secret is sealed with AES-256-GCM, the user's id as associated data.
CREATE TABLE totp_factors (
  user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- `<key id>.<nonce>.<ciphertext>`, base64url.
  secret TEXT NOT NULL,
  -- NULL until a code has shown that the app holds it: it is asked for nowhere before.
  confirmed_at TEXT,
  -- Of the last code that was taken (RFC 6238: time / 30 s): none up to it is taken again.
  last_step INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL
) STRICT;

-- Codes for whoever lost the app. A row is deleted by its use.
CREATE TABLE recovery_codes (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  created_at TEXT NOT NULL,
  PRIMARY KEY (user_id, digest)
) STRICT, WITHOUT ROWID;

-- Between the right password and the second factor. Never a session: nothing is shown for it.
CREATE TABLE sign_in_challenges (
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  stays INTEGER NOT NULL CHECK (stays IN (0, 1)),
  tries INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;
CREATE INDEX sign_in_challenges_by_user ON sign_in_challenges (user_id);
CREATE INDEX sign_in_challenges_by_end ON sign_in_challenges (expires_at);
