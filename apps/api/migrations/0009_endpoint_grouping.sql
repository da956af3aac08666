-- Alerts of an endpoint that begin this soon after another one ring together with it; 0: each rings for itself.
ALTER TABLE endpoints ADD COLUMN grouping_window_seconds INTEGER NOT NULL DEFAULT 0 CHECK (grouping_window_seconds BETWEEN 0 AND 3600);
-- Which of them belong together, such as {{labels.cluster}}. NULL: all of the endpoint.
ALTER TABLE endpoints ADD COLUMN grouping_template TEXT CHECK (grouping_template IS NULL OR length(grouping_template) BETWEEN 1 AND 200);
