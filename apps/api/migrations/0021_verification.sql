-- Calls that speak a code, or ask somebody whether alerts may call: what was ordered and how it stands. The code itself
-- is nowhere; its HMAC is. No foreign keys: what was rung stays on record when a phone goes.
CREATE TABLE code_calls (
  id TEXT PRIMARY KEY,
  -- NULL: the platform's own errand, for whoever holds the number.
  organization_id TEXT,
  purpose TEXT NOT NULL CHECK (purpose IN ('verify', 'agree', 'stop', 'return')),
  phone_id TEXT,
  number_hash TEXT NOT NULL CHECK (length(number_hash) = 64),
  number_masked TEXT NOT NULL,
  language TEXT NOT NULL,
  -- NULL: it asks for a key.
  code_digest TEXT CHECK (code_digest IS NULL OR length(code_digest) = 64),
  -- 1: whoever ordered it asked for it whatever the hour is there.
  at_any_hour INTEGER NOT NULL DEFAULT 0 CHECK (at_any_hour IN (0, 1)),
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  used_at TEXT,
  ordered_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'calling' CHECK (state IN ('calling', 'over')),
  result TEXT CHECK (result IS NULL OR result IN ('spoken', 'agreed', 'refused', 'opted_out', 'not_reached', 'not_placed')),
  outcome TEXT,
  call_id TEXT,
  ended_at TEXT
) STRICT;
CREATE INDEX code_calls_by_number ON code_calls (number_hash, purpose, ordered_at);
CREATE INDEX code_calls_by_phone ON code_calls (phone_id, ordered_at);
CREATE INDEX code_calls_by_time ON code_calls (ordered_at);

-- What counts towards a limit within a window, by a keyed name: one statement counts and refuses.
CREATE TABLE limit_counts (
  key TEXT PRIMARY KEY,
  n INTEGER NOT NULL CHECK (n >= 1),
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX limit_counts_by_time ON limit_counts (until);

-- Who agreed to be called: when, to which words, and in which call. Never changed; kept when the phone goes.
CREATE TABLE consents (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  phone_id TEXT NOT NULL,
  -- A member's or a contact's id, and their name then.
  person_id TEXT NOT NULL,
  person_name TEXT NOT NULL,
  number_hash TEXT NOT NULL CHECK (length(number_hash) = 64),
  number_masked TEXT NOT NULL,
  -- code: it was heard on the phone and typed; key: key 1 was pressed on it.
  method TEXT NOT NULL CHECK (method IN ('code', 'key')),
  -- Who typed the code; NULL for a key.
  actor_id TEXT,
  actor_label TEXT,
  wording_version INTEGER NOT NULL,
  language TEXT NOT NULL,
  wording TEXT NOT NULL,
  code_call_id TEXT NOT NULL UNIQUE,
  call_id TEXT,
  given_at TEXT NOT NULL
) STRICT;
CREATE INDEX consents_by_phone ON consents (organization_id, phone_id, given_at);

-- Another number is another telephone: nobody has agreed that it rings.
CREATE TRIGGER phones_number_unproven AFTER UPDATE OF number ON phones WHEN NEW.number <> OLD.number
BEGIN
  UPDATE phones SET verified_at = NULL WHERE id = NEW.id;
END;
CREATE TRIGGER contact_phones_number_unproven AFTER UPDATE OF number ON contact_phones WHEN NEW.number <> OLD.number
BEGIN
  UPDATE contact_phones SET verified_at = NULL WHERE id = NEW.id;
END;

-- How long this phone rings; NULL: as the plan says.
ALTER TABLE phones ADD COLUMN ring_seconds INTEGER CHECK (ring_seconds IS NULL OR ring_seconds BETWEEN 5 AND 60);
ALTER TABLE contact_phones ADD COLUMN ring_seconds INTEGER CHECK (ring_seconds IS NULL OR ring_seconds BETWEEN 5 AND 60);

-- The code call that a call is.
ALTER TABLE call_logs ADD COLUMN code_call_id TEXT;
