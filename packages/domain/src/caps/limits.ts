import { BROWSER_REGION } from "../numbers/browser.ts";
import type { Called } from "./country.ts";
import { type Tier, tierOf } from "../numbers/tier.ts";

/** What an organization may spend a day, by UTC. */
export interface Limits {
  callsPerDay: number;
  /** Numbers that it rings for the first time in 90 days. */
  newDestinationsPerDay: number;
  /** One unit is about one minute to a country of tier A. */
  unitsPerDay: number;
}

/**
 * So that no honest team meets them: a number rings at most 60 times an hour, so 5,000 calls are three people who are
 * rung all day without a pause; 250 numbers are a team of 200 that is called for the first time; 10,000 units are 1,000 calls
 * to countries of tier B, or 200 to those of tier C.
 */
export const DEFAULT_LIMITS: Limits = { callsPerDay: 5_000, newDestinationsPerDay: 250, unitsPerDay: 10_000 };

/** Beyond each limit a quarter of it is left, for critical alerts alone. */
export const CRITICAL_RESERVE = 0.25;

/** A number that was not rung for so long is new again. */
export const DESTINATION_REMEMBERED_DAYS = 90;

/** What one call costs, by the tier of its country: the dearer and the more often pumped, the more. */
const UNITS: Record<Tier, number> = { A: 1, B: 10, C: 50, X: 50 };

/** Units of a call; 0 for what bills nobody: the local carrier and browser phones. */
export function unitsOf(called: Called): number {
  return isFree(called) ? 0 : UNITS[tierOf(called.region)];
}

/** Whether a call to it bills nobody. */
export function isFree({ region, fiction }: Called): boolean {
  return fiction || region === BROWSER_REGION;
}

/**
 * The limits of a call: the organization's own, set by an operator, over the product's. What bills nobody has only those
 * that were set, and a browser phone, which passes no trunk, none.
 */
export function limitsFor(called: Called, own: Partial<Limits> | undefined): Limits | null {
  if (called.region === BROWSER_REGION) return null;
  if (!called.fiction) return { ...DEFAULT_LIMITS, ...own };
  if (own === undefined) return null;
  const { callsPerDay = Infinity, newDestinationsPerDay = Infinity, unitsPerDay = Infinity } = own;
  return { callsPerDay, newDestinationsPerDay, unitsPerDay };
}
