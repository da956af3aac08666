/** Longer than this, a grouping window would hide a new problem for a whole watch. */
export const GROUPING_WINDOW_LIMIT_SECONDS = 3600;
