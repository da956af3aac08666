-- Which configuration the Desks were given last: the sweep pushes to those that lag, and to no other.

ALTER TABLE organizations ADD COLUMN pushed_version INTEGER NOT NULL DEFAULT 0;
CREATE INDEX organizations_lagging ON organizations (number) WHERE pushed_version <> config_version;
