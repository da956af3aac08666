import { describe, expect, it } from "vitest";
import type { TrunkDefinition } from "./fleet-definition.ts";
import { type CheckedPhone, pbxAcceptsPhone } from "./pbx-registry.ts";
import { american, german, handset, pbx, picks, shares, trunk, ukrainian } from "./testing/example-fleet.ts";

describe("what a trunk may carry", () => {
  const local: Partial<TrunkDefinition> = { carriesFiction: true, routeCountries: ["FR", "GB"] };

  it.each<[string, Partial<TrunkDefinition>, CheckedPhone, boolean]>([
    ["+380 only, a Ukrainian number", { routeCountries: ["+380"], clearedForEu: false }, ukrainian, true],
    ["+380 only, a German number", { routeCountries: ["+380"] }, german, false],
    ["+380 only, an American number", { routeCountries: ["+380"] }, american, false],
    ["every country but not cleared, a German number", { clearedForEu: false }, german, false],
    [
      "every country but not cleared, a British number",
      { clearedForEu: false },
      { e164: "+442079471234", region: "GB", fiction: false },
      false,
    ],
    [
      "every country but not cleared, a Swiss number",
      { clearedForEu: false },
      { e164: "+41443643532", region: "CH", fiction: false },
      false,
    ],
    [
      "every country but not cleared, a number of Jersey",
      { clearedForEu: false },
      { e164: "+441534123456", region: "JE", fiction: false },
      false,
    ],
    [
      "Germany named but not cleared, a German number",
      { clearedForEu: false, routeCountries: ["DE", "+49"] },
      german,
      false,
    ],
    ["every country but not cleared, an American number", { clearedForEu: false }, american, true],
    ["cleared, a German number", {}, german, true],
    [
      "one region of a shared code, another's number",
      { routeCountries: ["US"] },
      { e164: "+14165551234", region: "CA", fiction: false },
      false,
    ],
    ["the local carrier, a handset", local, handset, true],
    ["any other trunk, a handset", {}, handset, false],
    ["the local carrier not cleared, a handset", { ...local, clearedForEu: false }, handset, false],
  ])("%s: %s", (_, more, phone, expected) => {
    const one = pbx("one", [trunk("a", more)]);
    expect(pbxAcceptsPhone(one, phone)).toBe(expected);
    expect(picks(phone, [one], 1)).toEqual([expected ? "one/a" : "no_permitted_route"]);
  });

  it("a forbidden trunk is never the way out, however healthy", () => {
    const forbidden = pbx("up", [
      trunk("zadarma", { routeCountries: ["+380"] }),
      trunk("cheap", { clearedForEu: false }),
    ]);
    const pbxs = [pbx("down", [trunk("telnyx")]), forbidden];
    expect(picks(german, pbxs, 5, { away: ["down"] })).toEqual(Array(5).fill("no_healthy_route"));
    expect(shares(picks(german, pbxs, 5))).toEqual({ "down/telnyx": 5 });
  });
});
