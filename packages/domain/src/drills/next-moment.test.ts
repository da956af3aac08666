import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuietHours, type QuietHours } from "../maintenance/quiet-hours.ts";
import { localTime } from "../rules/local-time.ts";
import { compileWindows, WEEKDAYS } from "../rules/time-window.ts";
import { ZONES } from "../schedules/testing/zones.ts";
import { type DrillPlan, isQuiet, latestFor, nextDrillAt } from "./next-moment.ts";
import { type DrillSetting, NO_DRILLS, WEEKS } from "./setting.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const quiet = (from: string, to: string): QuietHours => {
  const parsed = parseQuietHours({ windows: [{ from, to }] });
  if (!parsed.ok) throw new Error("an example is not valid");
  return parsed.value;
};
const plan = (setting: Partial<DrillSetting> = {}, more: Partial<DrillPlan> = {}): DrillPlan => ({
  setting: { ...NO_DRILLS, enabled: true, ...setting },
  memberId: "mem_ada",
  phoneId: "pho_1",
  organizationZone: "Europe/Kyiv",
  quietHours: null,
  ...more,
});
const at = (iso: string): number => Date.parse(`${iso}:00Z`);
const iso = (moment: number | null): string | null =>
  moment === null ? null : new Date(moment).toISOString().slice(0, 16);

/** A Sunday, 23:00 in Kyiv. */
const SUNDAY = at("2026-11-22T21:00");
const everyDay = { ...NO_DRILLS.hours, days: WEEKDAYS };

describe("the next drill", () => {
  it("comes within a week at first, on a chosen day and in the chosen hours of the zone", () => {
    const next = nextDrillAt(plan(), null, SUNDAY) ?? 0;
    expect(next - SUNDAY).toBeLessThan(7 * DAY_MS);
    const { weekday, minute } = localTime(next, "Europe/Kyiv");
    expect(NO_DRILLS.hours.days).toContain(weekday);
    expect([minute >= 600, minute < 1020]).toEqual([true, true]);
  });

  it("stays where it was planned, however often it is asked for", () => {
    const first = nextDrillAt(plan(), null, SUNDAY) ?? 0;
    for (let now = SUNDAY; now < first; now += 6 * 3_600_000)
      expect(nextDrillAt(plan(), null, now)).toBe(first);
  });

  it("does not ring everybody at once", () => {
    const people = Array.from({ length: 200 }, (_, n) =>
      plan({}, { memberId: `mem_${n}`, phoneId: `pho_${n}` }),
    );
    const minutes = Map.groupBy(people, (one) => nextDrillAt(one, null, SUNDAY));
    expect(Math.max(...[...minutes.values()].map((group) => group.length))).toBeLessThan(5);
    const days = new Set([...minutes.keys()].map((moment) => localTime(moment ?? 0, "Europe/Kyiv").weekday));
    expect(days.size).toBe(5);
  });

  it.each<[string, DrillSetting["every"], number]>([
    ["a week", { unit: "weeks", count: 1 }, 7],
    ["four weeks", { unit: "weeks", count: 4 }, 28],
    ["thirteen weeks", { unit: "weeks", count: 13 }, 91],
    ["three days", { unit: "days", count: 3 }, 3],
  ])("comes again after %s at the same time by the clock on the wall", (_, every, days) => {
    const own = plan({ every, hours: everyDay });
    const first = nextDrillAt(own, null, SUNDAY) ?? 0;
    const second = nextDrillAt(own, { at: first, missed: false }, first) ?? 0;
    expect(Math.round((second - first) / DAY_MS)).toBe(days);
    expect(localTime(second, "Europe/Kyiv").minute).toBe(localTime(first, "Europe/Kyiv").minute);
  });

  it("that was missed comes in the next day's hours; after days away it still comes once, and not at once", () => {
    const own = plan({ hours: everyDay });
    const planned = nextDrillAt(own, null, SUNDAY) ?? 0;
    const last = { at: planned, missed: true };
    const soon = planned + 30 * MINUTE_MS;
    expect(nextDrillAt(own, last, soon)).toBe(planned + DAY_MS);
    const late = planned + 10 * DAY_MS + MINUTE_MS;
    expect(nextDrillAt(own, last, late)).toBe(planned + 11 * DAY_MS);
  });

  it("never lies in the phone's quiet hours, and is none when they take all of its hours", () => {
    const own = plan({}, { quietHours: quiet("09:00", "16:00") });
    const next = nextDrillAt(own, null, SUNDAY) ?? 0;
    expect(localTime(next, "Europe/Kyiv").minute).toBeGreaterThanOrEqual(16 * 60);
    expect(isQuiet(own, next)).toBe(false);
    expect(isQuiet(own, next - 4 * 3_600_000)).toBe(true);
    expect(nextDrillAt(plan({}, { quietHours: quiet("09:00", "18:00") }), null, SUNDAY)).toBeNull();
  });

  it("in hours over midnight belongs to the day on which they begin", () => {
    const night = plan({ hours: { days: ["fri"], from: "22:00", to: "02:00" } });
    for (const phoneId of ["a", "b", "c", "d", "e", "f"]) {
      const next = nextDrillAt({ ...night, phoneId }, null, SUNDAY) ?? 0;
      expect(next).toBeGreaterThanOrEqual(at("2026-11-27T20:00"));
      expect(next).toBeLessThan(at("2026-11-28T00:00"));
      expect(iso(latestFor(night, next))).toBe("2026-11-28T00:00");
    }
  });

  it("on the night of a change of the clocks is in the hours that the wall shows", () => {
    const night = plan({
      every: { unit: "weeks", count: 1 },
      hours: { days: ["sun"], from: "02:00", to: "05:00" },
    });
    const short = nextDrillAt(night, null, at("2026-03-28T12:00")) ?? 0;
    expect(short).toBeGreaterThanOrEqual(at("2026-03-29T00:00"));
    expect(short).toBeLessThan(at("2026-03-29T02:00"));
    expect(iso(latestFor(night, short))).toBe("2026-03-29T02:00");
    const long = nextDrillAt(night, null, at("2026-10-24T12:00")) ?? 0;
    expect(iso(latestFor(night, long))).toBe("2026-10-25T03:00");
  });
});

describe("any plan", () => {
  const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:30`);
  const plans = fc
    .record({
      zone: fc.constantFrom(...ZONES.map(([zone, year]) => ({ zone, year }))),
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      from: time,
      to: time,
      weeks: fc.constantFrom(...WEEKS),
      quietFrom: fc.option(time, { nil: null }),
      offset: fc.integer({ min: 0, max: 500 * 24 * 60 }),
      phone: fc.integer({ min: 0, max: 50 }),
    })
    .filter(({ from, to }) => from !== to);

  it("rings in its hours, outside of quiet hours, later than now, and never sooner than its interval", () => {
    fc.assert(
      fc.property(plans, ({ zone: { zone, year }, days, from, to, weeks, quietFrom, offset, phone }) => {
        const quietHours = quietFrom === null ? null : quiet(quietFrom, "23:59");
        const setting: Partial<DrillSetting> = {
          hours: { days, from, to },
          every: { unit: "weeks", count: weeks },
        };
        const own = plan(setting, { organizationZone: zone, quietHours, phoneId: `pho_${phone}` });
        const now = Date.UTC(year, 0, 1) + offset * MINUTE_MS;
        const first = nextDrillAt(own, null, now);
        if (first === null) return;
        const second = nextDrillAt(own, { at: first, missed: false }, first);
        const isOpen = compileWindows([{ days, from, to }]);
        for (const moment of [first, second ?? first]) {
          expect(isOpen(localTime(moment, zone))).toBe(true);
          expect(isQuiet(own, moment)).toBe(false);
        }
        expect(first).toBeGreaterThan(now);
        // Samoa skipped a day.
        if (second !== null) expect(second - first).toBeGreaterThan((weeks * 7 - 2.5) * DAY_MS);
      }),
      { numRuns: 400 },
    );
  });
});
