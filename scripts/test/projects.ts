/** The vitest projects. */
export type ProjectName = "unit" | "worker" | "integration" | "outage" | "acceptance";

/** One seed for everybody, so that a property fails the same way twice. Another: FAST_CHECK_SEED=7 npm test. */
export const FAST_CHECK_SEED = 20_261_117;
