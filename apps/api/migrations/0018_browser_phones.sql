-- The way to browser phones: it rings tabs of browsers and carries no telephone's number.
ALTER TABLE sip_trunks ADD COLUMN rings_browsers INTEGER NOT NULL DEFAULT 0 CHECK (rings_browsers IN (0, 1));

-- A browser phone is a row of `phones` whose number begins with +999, which no network carries. A member has one, and
-- one number is one phone in the whole installation: it is where the tab registers.
CREATE UNIQUE INDEX phones_one_browser_a_member ON phones (member_id) WHERE number GLOB '+999*';
CREATE UNIQUE INDEX phones_one_browser_a_number ON phones (number) WHERE number GLOB '+999*';
