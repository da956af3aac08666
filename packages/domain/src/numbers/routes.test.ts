import { describe, expect, it } from "vitest";
import { maskNumber } from "./mask.ts";
import { EU_EEA_UK_CH, isClearedRegionNeeded } from "./regions.ts";
import { routeAccepts } from "./routes.ts";

describe("routeAccepts", () => {
  it.each<[string[], string, string, boolean]>([
    [["+380"], "+380501234567", "UA", true],
    [["UA"], "+380501234567", "UA", true],
    [["*"], "+12127365000", "US", true],
    [["US"], "+14169671111", "CA", false],
    [["+1"], "+14169671111", "CA", true],
    [["+380"], "+33170189900", "FR", false],
    [["PL", "+380"], "+380501234567", "UA", true],
    [[], "+380501234567", "UA", false],
    [["380"], "+380501234567", "UA", false],
    [["ua", "+380"], "+380501234567", "UA", false],
    [["", "*"], "+380501234567", "UA", false],
    [["+380 ", "UA"], "+380501234567", "UA", false],
    [["+"], "+380501234567", "UA", false],
  ])("%j for %s (%s): %s", (routeCountries, e164, region, accepted) => {
    expect(routeAccepts(routeCountries, e164, region)).toBe(accepted);
  });
});

describe("maskNumber", () => {
  it.each([
    ["+380501234567", "+380••••••67"],
    ["+12127365000", "+1••••••00"],
    ["+33199000112", "+33••••••12"],
    ["0501234567", "••••••"],
    ["+380", "••••••"],
    ["+21012345678", "+210••••••78"],
  ])("%s is shown as %s", (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });
});

describe("regions that need a cleared trunk", () => {
  it.each(["FR", "GB", "CH", "NO", "GP", "MQ", "GF", "RE", "YT", "BL", "MF", "AX"])("%s does", (region) => {
    expect(isClearedRegionNeeded(region)).toBe(true);
  });
  it.each(["UA", "US", "TR", "NC", "RS", ""])("%s does not", (region) => {
    expect(isClearedRegionNeeded(region)).toBe(false);
  });
  it("holds the 27 member states", () => {
    expect(
      "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
        .split(" ")
        .every((region) => EU_EEA_UK_CH.has(region)),
    ).toBe(true);
  });
});
