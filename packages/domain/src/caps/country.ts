import { BROWSER_REGION } from "../numbers/browser.ts";
import type { StopReason } from "./stop.ts";
import { tierOf } from "../numbers/tier.ts";

/** A number that passed the safety net. */
export interface Called {
  region: string;
  /** Of the local carrier alone. */
  fiction: boolean;
}

/**
 * Why an organization may not call a number's country; `null`: it may. Browser phones and the local carrier's numbers
 * are of no country.
 * @param switchedOn ISO regions of tier B and C that are on for it; `undefined` where nobody said, as in snapshots of
 * before there were tiers: then only what is never called is refused
 */
export function whyCountryIsOff(
  { region, fiction }: Called,
  switchedOn: readonly string[] | undefined,
): StopReason | null {
  if (fiction || region === BROWSER_REGION) return null;
  const tier = tierOf(region);
  if (tier === "X") return "country_never_called";
  if (tier === "A" || switchedOn === undefined || switchedOn.includes(region)) return null;
  return tier === "B" ? "country_not_switched_on" : "country_needs_operator";
}
