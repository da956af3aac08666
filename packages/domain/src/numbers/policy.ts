/** What operators refuse beside the built-in lists, and change without a release. */
export interface NumberPolicy {
  /** ISO 3166-1 regions that are never called. */
  regionsNeverCalled: readonly string[];
  /** `+` and the first digits of numbers that are never called. */
  denyPrefixes: readonly string[];
}

/** The lists of an installation whose operators never changed them; the migration that makes the table says the same. */
export const DEFAULT_POLICY: NumberPolicy = { regionsNeverCalled: ["RU", "BY", "KP"], denyPrefixes: [] };

/** Where operators' lists say nothing: what a number is, not whether it may be called now. */
export const NO_OPERATOR_LISTS: NumberPolicy = { regionsNeverCalled: [], denyPrefixes: [] };

/** `+` and one to fourteen digits; a shorter one would be every number, a longer one none. */
export const DENY_PREFIX = /^\+[1-9][0-9]{0,13}$/;
