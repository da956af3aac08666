import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterResult, beginProbe, type Breaker, CLOSED, type LegResult, permission } from "./breaker.ts";

const NOW = Date.parse("2026-03-01T03:00:00.000Z");

const failed = (at: number, number: string): LegResult => ({
  at: NOW + at,
  worked: false,
  number,
  reason: "trunk_error",
});
const worked = (at: number): LegResult => ({ at: NOW + at, worked: true, number: "+1", reason: "busy" });
const after = (results: readonly LegResult[], from: Breaker = CLOSED) => results.reduce(afterResult, from);
/** Failures one after the other, for so many numbers in turn. */
const row = (count: number, numbers: number, every = 1): LegResult[] =>
  Array.from({ length: count }, (_, n) => failed(n * every, `+${n % numbers}`));
const mixed = (count: number): LegResult[] =>
  Array.from({ length: count }, (_, n) => (n % 2 === 0 ? failed(n, `+${n}`) : worked(n)));
const OPEN = after(row(5, 3));

describe("a trunk's breaker", () => {
  it.each<[string, LegResult[], Breaker["state"]]>([
    ["four failures", row(4, 4), "closed"],
    ["five in a row, of three numbers", row(5, 3), "open"],
    ["fifty in a row, of two numbers that are dead", row(50, 2), "closed"],
    ["five, with one that worked", [...row(4, 4), worked(4), failed(5, "+9")], "closed"],
    ["five over an hour", row(5, 5, 720_000), "closed"],
    ["six of eleven", mixed(11), "open"],
    ["five of ten", mixed(10), "closed"],
  ])("after %s", (_, results, state) => {
    expect(after(results).state).toBe(state);
  });

  it("opens for 30 s, then lets one call find out, and closes when that one worked", () => {
    expect([permission(OPEN, NOW + 29_000), permission(OPEN, NOW + 30_004)]).toEqual(["no", "probe"]);
    const probing = beginProbe(OPEN, NOW + 31_000);
    expect(permission(probing, NOW + 32_000)).toBe("no");
    expect(afterResult(probing, worked(33_000))).toEqual(CLOSED);
  });

  it("opens for twice as long each time its probe fails, at most 10 minutes", () => {
    let breaker = OPEN;
    let at = 4;
    const lengths: number[] = [];
    for (let n = 0; n < 7 && breaker.state === "open"; n += 1) {
      lengths.push((breaker.until - NOW - at) / 1000);
      at = breaker.until - NOW;
      breaker = afterResult(beginProbe(breaker, NOW + at), failed(at, "+1"));
    }
    expect(lengths).toEqual([30, 60, 120, 240, 480, 600, 600]);
  });

  it("sends another probe when the first is not heard of again", () => {
    const probing = beginProbe(OPEN, NOW + 31_000);
    expect([permission(probing, NOW + 90_000), permission(probing, NOW + 91_000)]).toEqual(["no", "probe"]);
  });

  it("is not opened longer by what was under way when it opened", () => {
    expect(after([failed(7, "+4"), failed(900, "+5")], OPEN)).toEqual(OPEN);
  });

  it("always comes back: whatever happened, a probe is due within 10 minutes, and one that works closes it", () => {
    const results = fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 700_000 }),
        worked: fc.boolean(),
        number: fc.constantFrom("+1", "+2", "+3", "+4"),
        reason: fc.constantFrom("trunk_error", "trunk_silent"),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(results, (history) => {
        let at = NOW;
        let breaker = CLOSED;
        for (const { wait, ...result } of history) {
          at += wait;
          breaker = afterResult(beginProbe(breaker, at), { at, ...result });
        }
        const later = at + 600_000;
        expect(permission(breaker, later)).not.toBe("no");
        expect(afterResult(beginProbe(breaker, later), { ...worked(0), at: later }).state).toBe("closed");
      }),
    );
  });
});
