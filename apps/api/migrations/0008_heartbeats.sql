-- Settings of a heartbeat: {"period_seconds" or "cron" and "time_zone", "grace_seconds"}. NULL: the endpoint expects no pings.
ALTER TABLE endpoints ADD COLUMN heartbeat TEXT CHECK (heartbeat IS NULL OR json_valid(heartbeat));
