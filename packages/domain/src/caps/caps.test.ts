import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { whyCountryIsOff } from "./country.ts";
import { decideCap, type Used } from "./decide-cap.ts";
import { DEFAULT_LIMITS, limitsFor, unitsOf } from "./limits.ts";
import {
  admitCall,
  type NewCall,
  OWN_SHARE,
  prefixOf,
  VELOCITY_LIMITS,
  VELOCITY_WINDOW_MS,
} from "./velocity.ts";

const NOTHING: Used = { calls: 0, newDestinations: 0, units: 0 };
const CALL = { isNew: true, units: 1, critical: false };
const abroad = (region: string) => ({ region, fiction: false });

describe("a country", () => {
  it.each([
    ["UA", [], null],
    ["US", undefined, null],
    ["IN", [], "country_not_switched_on"],
    ["IN", ["IN"], null],
    ["JM", ["IN"], "country_needs_operator"],
    ["JM", ["JM"], null],
    ["KP", ["KP"], "country_never_called"],
    ["001", ["001"], "country_never_called"],
    // As in configurations of before there were tiers: an upgrade silences nobody.
    ["IN", undefined, null],
    ["KP", undefined, "country_never_called"],
    ["ZZ", [], null],
  ] as const)("%s with %j on: %s", (region, on, expected) => {
    expect(whyCountryIsOff(abroad(region), on)).toBe(expected);
  });

  it("is none of a number that only the local carrier has", () => {
    expect(whyCountryIsOff({ region: "JM", fiction: true }, [])).toBeNull();
  });
});

describe("a day's caps", () => {
  const limits = { callsPerDay: 100, newDestinationsPerDay: 8, unitsPerDay: 400 };
  it.each([
    [{}, {}, null],
    [{ calls: 99 }, {}, null],
    [{ calls: 100 }, {}, "calls_per_day"],
    [{ calls: 100 }, { critical: true }, null],
    [{ calls: 124 }, { critical: true }, null],
    [{ calls: 125 }, { critical: true }, "calls_per_day"],
    [{ newDestinations: 8 }, {}, "new_destinations_per_day"],
    [{ newDestinations: 8 }, { isNew: false }, null],
    [{ newDestinations: 9 }, { critical: true }, null],
    [{ newDestinations: 10 }, { critical: true }, "new_destinations_per_day"],
    [{ units: 399 }, {}, null],
    [{ units: 391 }, { units: 10 }, "units_per_day"],
    [{ units: 9_999 }, { units: 0 }, null],
  ] as const)("%j spent, %j wanted: %s", (used, wanted, expected) => {
    expect(decideCap(limits, { ...NOTHING, ...used }, { ...CALL, ...wanted })).toBe(expected);
  });

  it("are those an operator set over the product's; what bills nobody has only those that were set", () => {
    expect(limitsFor(abroad("UA"), { callsPerDay: 7 })).toEqual({ ...DEFAULT_LIMITS, callsPerDay: 7 });
    expect(limitsFor({ region: "FR", fiction: true }, undefined)).toBeNull();
    expect(limitsFor({ region: "FR", fiction: true }, { callsPerDay: 7 })?.callsPerDay).toBe(7);
    expect(limitsFor(abroad("ZZ"), { callsPerDay: 7 })).toBeNull();
    expect(["UA", "IN", "JM"].map((region) => unitsOf(abroad(region)))).toEqual([1, 10, 50]);
  });

  it("once met stay met, whatever else is spent, and a critical alert may do whatever another may", () => {
    const amount = fc.nat({ max: 500 });
    const spent = fc.record({ calls: amount, newDestinations: amount, units: amount });
    const call = fc.record({ isNew: fc.boolean(), units: fc.nat({ max: 50 }), critical: fc.boolean() });
    fc.assert(
      fc.property(spent, spent, call, (used, more, wanted) => {
        const after = {
          calls: used.calls + more.calls,
          newDestinations: used.newDestinations + more.newDestinations,
          units: used.units + more.units,
        };
        if (decideCap(limits, used, wanted) !== null) expect(decideCap(limits, after, wanted)).not.toBeNull();
        if (decideCap(limits, used, { ...wanted, critical: false }) === null)
          expect(decideCap(limits, used, { ...wanted, critical: true })).toBeNull();
      }),
    );
  });

  it("are never passed by more than the reserve, in whatever order calls come", () => {
    const calls = fc.array(
      fc.record({ isNew: fc.boolean(), units: fc.constantFrom(1, 10, 50), critical: fc.boolean() }),
      {
        maxLength: 400,
      },
    );
    fc.assert(
      fc.property(calls, (wanted) => {
        const used = { ...NOTHING };
        for (const one of wanted) {
          if (decideCap(limits, used, one) !== null) continue;
          used.calls += 1;
          used.units += one.units;
          used.newDestinations += one.isNew ? 1 : 0;
        }
        expect(used.calls).toBeLessThanOrEqual(125);
        expect(used.newDestinations).toBeLessThanOrEqual(10);
        expect(used.units).toBeLessThanOrEqual(500);
      }),
    );
  });
});

describe("the velocity of a prefix", () => {
  const call = (n: number, organizationId: string, at = 0): NewCall => ({
    key: `att_${n}`,
    organizationId,
    at,
  });

  it.each([
    ["+380671112233", "+380671"],
    ["+14155550100", "+1415"],
    ["+37121234567", "+371212"],
  ])("of %s is counted under %s", (number, prefix) => {
    expect(prefixOf(number)).toBe(prefix);
  });

  it("counts a call once, whatever routes it tries, and forgets it after an hour", () => {
    const first = admitCall([], call(1, "org_a"), "LV");
    expect(admitCall(first.known, call(1, "org_a", 5), "LV").known).toHaveLength(1);
    expect(admitCall(first.known, call(2, "org_a", VELOCITY_WINDOW_MS), "LV").known).toHaveLength(1);
  });

  it("holds back whoever floods it, and nobody who has called less than the share that is everybody's own", () => {
    let known: NewCall[] = [];
    let let_through = 0;
    for (let n = 0; n < 1_000; n += 1) {
      const answer = admitCall(known, call(n, "org_attacker", n), "LV");
      known = answer.known;
      let_through += answer.ok ? 1 : 0;
    }
    expect(let_through).toBe(VELOCITY_LIMITS.B);
    const another = Array.from({ length: OWN_SHARE + 1 }, (_, n) => {
      const answer = admitCall(known, call(5_000 + n, "org_honest", 1_000 + n), "LV");
      known = answer.known;
      return answer.ok;
    });
    expect(another).toEqual([...Array.from({ length: OWN_SHARE }, () => true), false]);
  });

  it("never lets through more than the limit and everybody's share", () => {
    const calls = fc.array(
      fc.record({
        organization: fc.nat({ max: 4 }),
        region: fc.constantFrom("UA", "LV", "JM"),
        wait: fc.nat({ max: 90_000 }),
      }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(calls, (wanted) => {
        let known: NewCall[] = [];
        let at = 0;
        for (const [n, { organization, wait }] of wanted.entries()) {
          at += wait;
          known = admitCall(known, call(n, `org_${organization}`, at), "JM").known;
          expect(known.length).toBeLessThanOrEqual(VELOCITY_LIMITS.C + 5 * OWN_SHARE);
        }
      }),
    );
  });
});
