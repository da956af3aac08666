import { BROWSER_REGION } from "./browser.ts";
import { EU_EEA_UK_CH } from "./regions.ts";

/**
 * What a call costs, roughly: carriers price by where the caller's number and the called one lie. `free` are the local
 * carrier and browser phones, which bill nobody; `european` is from one country of the EU, EEA, United Kingdom or Switzerland to another.
 */
export const COST_CLASSES = ["free", "domestic", "european", "international"] as const;
export type CostClass = (typeof COST_CLASSES)[number];

/**
 * @param called its ISO region, and whether it is reserved for fiction: then only the local carrier has it
 * @param callerRegion ISO region of the caller id that is shown; `null` when it is not known
 */
export function costClass(
  called: { region: string; fiction: boolean },
  callerRegion: string | null,
): CostClass {
  if (called.fiction || called.region === BROWSER_REGION) return "free";
  if (callerRegion === called.region) return "domestic";
  const isEuropean = callerRegion !== null && EU_EEA_UK_CH.has(callerRegion);
  return isEuropean && EU_EEA_UK_CH.has(called.region) ? "european" : "international";
}
