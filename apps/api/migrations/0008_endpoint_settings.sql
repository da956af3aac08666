-- Settings of a heartbeat: {"period_seconds" or "cron" and "time_zone", "grace_seconds"}. NULL: the endpoint expects no pings.
ALTER TABLE endpoints ADD COLUMN heartbeat TEXT CHECK (heartbeat IS NULL OR json_valid(heartbeat));
-- The endpoint's own dedup key, such as {{labels.alertname}}/{{labels.instance}}. NULL: the key that the reader finds.
ALTER TABLE endpoints ADD COLUMN dedup_template TEXT CHECK (dedup_template IS NULL OR length(dedup_template) BETWEEN 1 AND 200);
