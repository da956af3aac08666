import { REGIONS_OF_TIER } from "./tables/tiers.ts";

/** `A`: on. `B`: an owner switches the country on. `C`: an operator does. `X`: never called. */
export type Tier = "A" | "B" | "C" | "X";

const TIERS: ReadonlyMap<string, Tier> = new Map(
  (["A", "B", "X"] as const).flatMap((tier) =>
    REGIONS_OF_TIER[tier].split(" ").map((region): [string, Tier] => [region, tier]),
  ),
);

/**
 * The tier of an ISO 3166-1 region, never of a calling code: +1 is 25 regions. One that is on no list is of tier C, where
 * fraud by expensive calls is the likeliest.
 */
export function tierOf(region: string): Tier {
  return TIERS.get(region) ?? "C";
}
