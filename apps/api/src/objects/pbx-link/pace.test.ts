import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

describe("Pace", () => {
  it("grants one second's worth at once and then the rate", () => {
    const pace = new Pace();
    const granted = (now: number, tries: number) =>
      Array.from({ length: tries }, () => pace.take("t", 5, now)).filter(Boolean).length;
    expect(granted(0, 10)).toBe(5);
    expect(granted(200, 10)).toBe(1);
    expect(granted(10_000, 10)).toBe(5);
  });

  it("works below one call per second, and apart for each trunk", () => {
    const pace = new Pace();
    expect([
      pace.take("t", 0.5, 0),
      pace.take("t", 0.5, 1000),
      pace.take("t", 0.5, 2000),
      pace.take("u", 0.5, 0),
    ]).toEqual([true, false, true, true]);
  });

  it("leaves the last token for who needs it, where there is ever a second one", () => {
    const pace = new Pace();
    expect([pace.take("t", 2, 0, true), pace.take("t", 2, 0, true), pace.take("t", 2, 0)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(pace.take("u", 1, 0, true)).toBe(true);
  });

  it("never grants more than the rate and one second's worth", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
        (rate, gaps) => {
          const pace = new Pace();
          let now = 0;
          let granted = 0;
          for (const gap of gaps) {
            now += gap;
            if (pace.take("t", rate, now)) granted += 1;
          }
          expect(granted).toBeLessThanOrEqual(rate + (now / 1000) * rate + 1e-6);
        },
      ),
    );
  });
});
