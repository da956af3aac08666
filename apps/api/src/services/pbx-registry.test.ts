import { describe, expect, it } from "vitest";
import type { PbxDefinition, TrunkDefinition } from "./fleet-definition.ts";
import { getHealthyPbx } from "./pbx-registry.ts";
import { american, type Given, nameOf, pbx, picks, shares, trunk } from "./testing/example-fleet.ts";

const three = ["one", "two", "three"].map((id) => pbx(id, [trunk("a")]));

describe("the round robin", () => {
  it("takes PBXs in order and evenly", () => {
    expect(picks(american, three, 4)).toEqual(["one/a", "two/a", "three/a", "one/a"]);
    expect(shares(picks(american, three, 300))).toEqual({ "one/a": 100, "two/a": 100, "three/a": 100 });
  });

  it("gives a PBX with more trunks no more calls, and each of its trunks some", () => {
    const uneven = [pbx("one", [trunk("a"), trunk("b")]), pbx("two", [trunk("c")])];
    expect(shares(picks(american, uneven, 400))).toEqual({ "one/a": 100, "one/b": 100, "two/c": 200 });
  });

  it.each<[string, Given, PbxDefinition[]]>([
    ["its control connection is down", { away: ["two"] }, three],
    ["its trunk does not answer", { silent: ["two/a"] }, three],
    ["it failed for this call", { exclude: ["two/a"] }, three],
    ["it drains", {}, three.map((one) => ({ ...one, draining: one.id === "two" }))],
    ["it is switched off", {}, three.map((one) => ({ ...one, enabled: one.id !== "two" }))],
    [
      "its trunk is switched off",
      {},
      three.map((one) => (one.id === "two" ? pbx("two", [trunk("a", { enabled: false })]) : one)),
    ],
  ])("leaves a PBX out when %s, and stays even", (_, given, pbxs) => {
    expect(shares(picks(american, pbxs, 200, given))).toEqual({ "one/a": 100, "three/a": 100 });
  });

  it("prefers the better tier, and falls back to the next", () => {
    const pbxs = [
      pbx("one", [trunk("a"), trunk("z", { priority: 20 })]),
      pbx("two", [trunk("b", { priority: 20 })]),
    ];
    expect(shares(picks(american, pbxs, 10))).toEqual({ "one/a": 10 });
    expect(shares(picks(american, pbxs, 10, { silent: ["one/a"] }))).toEqual({ "one/z": 5, "two/b": 5 });
  });

  it("never takes a trunk that is switched off, though its PBX has a good one", () => {
    const pbxs = [pbx("one", [trunk("off", { enabled: false, priority: 1 }), trunk("a")])];
    expect(picks(american, pbxs, 2)).toEqual(["one/a", "one/a"]);
  });

  it("of a PBX nobody has heard of yet is not healthy", () => {
    expect(
      nameOf(getHealthyPbx(american, { pbxs: three }, { exclude: [], health: new Map(), cursor: 0 })),
    ).toBe("no_healthy_route");
  });
});

describe("a route that is full", () => {
  const two = ["one", "two"].map((id) => pbx(id, [trunk("a"), trunk("b"), trunk("z", { priority: 20 })]));

  it("leaves its PBX's other trunks as good as they were, and the next tier comes when the better one is full", () => {
    expect(new Set(picks(american, two, 8, { full: ["one/a"] }))).toEqual(
      new Set(["one/b", "two/a", "two/b"]),
    );
    const full = ["one/a", "one/b", "two/a", "two/b"];
    expect(new Set(picks(american, two, 8, { full }))).toEqual(new Set(["one/z", "two/z"]));
  });

  it("is waited for rather than a route that fails", () => {
    const full = ["one/a", "one/b", "two/a"];
    const given = { full, avoided: ["two/b", "one/z", "two/z"] };
    expect(picks(american, two, 1, given)).toEqual(["no_healthy_route"]);
  });
});

describe("a route in doubt", () => {
  const pick = (fleet: PbxDefinition[], avoided: string[], exclude: string[] = []) =>
    picks(american, fleet, 4, { avoided, exclude });

  it("is passed over while there is another, even a worse one or one of a PBX that failed for this call", () => {
    expect(new Set(pick(three, ["two/a"]))).toEqual(new Set(["one/a", "three/a"]));
    const worse = [pbx("one", [trunk("a", { priority: 1 })]), pbx("two", [trunk("b", { priority: 90 })])];
    expect(new Set(pick(worse, ["one/a"]))).toEqual(new Set(["two/b"]));
    const failed = [pbx("one", [trunk("a"), trunk("b")]), pbx("two", [trunk("c")])];
    expect(new Set(pick(failed, ["two/c"], ["one/a"]))).toEqual(new Set(["one/b"]));
  });

  it("is taken when nothing else is left: no breaker leaves a page without a way out", () => {
    expect(shares(pick(three, ["one/a", "two/a", "three/a"]))).toEqual({
      "one/a": 2,
      "two/a": 1,
      "three/a": 1,
    });
  });
});

describe("after a failure", () => {
  const pbxs = [pbx("one", [trunk("a"), trunk("b")]), pbx("two", [trunk("c", { priority: 90 })])];

  it("another PBX comes before another trunk of the same, even a worse one", () => {
    expect(picks(american, pbxs, 2, { exclude: ["one/a"] })).toEqual(["two/c", "two/c"]);
  });

  it("another trunk of the same PBX is the last resort", () => {
    expect(picks(american, pbxs, 2, { exclude: ["one/a", "two/c"] })).toEqual(["one/b", "one/b"]);
    expect(picks(american, pbxs, 1, { exclude: ["one/a"], away: ["two"] })).toEqual(["one/b"]);
  });

  it("no route is tried twice", () => {
    expect(picks(american, pbxs, 1, { exclude: ["one/a", "one/b", "two/c"] })).toEqual(["no_healthy_route"]);
  });

  it("the same trunk's name on another PBX is another route", () => {
    expect(picks(american, three, 2, { exclude: ["one/a"] })).toEqual(["two/a", "three/a"]);
  });
});

describe("no route", () => {
  const only = (more: Partial<TrunkDefinition>, also: Partial<PbxDefinition> = {}): PbxDefinition[] => [
    pbx("one", [trunk("a", more)], also),
  ];

  it.each<[string, PbxDefinition[], Given, "no_permitted_route" | "no_healthy_route"]>([
    ["no PBX at all", [], {}, "no_permitted_route"],
    ["no trunk for the country", only({ routeCountries: ["+380"] }), {}, "no_permitted_route"],
    ["an empty list of countries", only({ routeCountries: [] }), {}, "no_permitted_route"],
    ["a list with a typing error", only({ routeCountries: ["*", "usa"] }), {}, "no_permitted_route"],
    ["the only trunk is switched off", only({ enabled: false }), {}, "no_permitted_route"],
    ["the only PBX is switched off", only({}, { enabled: false }), {}, "no_permitted_route"],
    ["the only PBX drains", only({}, { draining: true }), {}, "no_healthy_route"],
    ["the only PBX is away", only({}), { away: ["one"] }, "no_healthy_route"],
    ["the only trunk is silent", only({}), { silent: ["one/a"] }, "no_healthy_route"],
    [
      "a permitted one away and a forbidden one up",
      [...only({}), pbx("two", [trunk("b", { routeCountries: ["UA"] })])],
      { away: ["one"] },
      "no_healthy_route",
    ],
  ])("%s", (_, pbxs, given, reason) => {
    expect(picks(american, pbxs, 3, given)).toEqual([reason, reason, reason]);
  });
});
