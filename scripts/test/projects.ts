/** The vitest projects, in the order `npm test` runs them: what is quick and precise fails first. */
export const PROJECT_NAMES = ["unit", "worker", "integration", "acceptance"] as const;
export type ProjectName = (typeof PROJECT_NAMES)[number];

/** One seed for everybody, so that a property fails the same way twice. Another: FAST_CHECK_SEED=7 npm test. */
export const FAST_CHECK_SEED = 20_261_117;
