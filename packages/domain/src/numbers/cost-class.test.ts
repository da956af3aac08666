import { expect, it } from "vitest";
import { type CostClass, costClass } from "./cost-class.ts";

it.each<[string, string, boolean, string | null, CostClass]>([
  ["the local carrier's handset", "FR", true, "FR", "free"],
  ["a number of the caller id's own country", "US", false, "US", "domestic"],
  ["another country of the EU", "DE", false, "FR", "european"],
  ["Switzerland from the United Kingdom", "CH", false, "GB", "european"],
  ["Canada, though it shares +1", "CA", false, "US", "international"],
  ["the EU from elsewhere", "DE", false, "US", "international"],
  ["elsewhere from the EU", "UA", false, "DE", "international"],
  ["a caller id that nobody can place", "DE", false, null, "international"],
])("%s", (_name, region, fiction, caller, expected) => {
  expect(costClass({ region, fiction }, caller)).toBe(expected);
});
