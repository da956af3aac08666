import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localTime } from "./local-time.ts";
import { compileWindows, type TimeWindow, WEEKDAYS, type Weekday } from "./time-window.ts";

const isOpen = (window: TimeWindow, at: string, timeZone: string): boolean =>
  compileWindows([window])(localTime(Date.parse(at), timeZone));
const window = (days: readonly Weekday[], from: string, to: string): TimeWindow => ({ days, from, to });
const night = window(["fri"], "22:00", "06:00");
const small = window(["sun"], "02:00", "03:00");

describe("a time window", () => {
  // 2026-11-20 is a Friday. New York leaves summer time on 2026-11-01 at 06:00 UTC and enters it on 2026-03-08 at 07:00 UTC.
  it.each<[string, TimeWindow, string, string, boolean]>([
    ["begins at its minute", night, "2026-11-20T20:00:00Z", "Europe/Kyiv", true],
    ["and not before", night, "2026-11-20T19:59:59.999Z", "Europe/Kyiv", false],
    ["goes on past midnight", night, "2026-11-21T03:59:59.999Z", "Europe/Kyiv", true],
    ["ends at its minute", night, "2026-11-21T04:00:00Z", "Europe/Kyiv", false],
    ["does not begin in the night before", night, "2026-11-20T01:00:00Z", "Europe/Kyiv", false],
    ["is local", night, "2026-11-20T20:00:00Z", "Asia/Tokyo", true],
    ["to 24:00 ends with the day", window(["fri"], "00:00", "24:00"), "2026-11-20T23:59:00Z", "UTC", true],
    ["and no later", window(["fri"], "00:00", "24:00"), "2026-11-21T00:00:00Z", "UTC", false],
    [
      "from Sunday reaches into Monday",
      window(["sun"], "23:00", "01:00"),
      "2026-11-23T00:30:00Z",
      "UTC",
      true,
    ],
    ["is closed in the hour before its own", small, "2026-11-01T06:30:00Z", "America/New_York", false],
    [
      "opens for 01:30 the first time",
      window(["sun"], "01:00", "02:00"),
      "2026-11-01T05:30:00Z",
      "America/New_York",
      true,
    ],
    [
      "and the second time",
      window(["sun"], "01:00", "02:00"),
      "2026-11-01T06:30:00Z",
      "America/New_York",
      true,
    ],
    ["never opens in an hour that is skipped", small, "2026-03-08T07:00:00Z", "America/New_York", false],
    ["nor just before it", small, "2026-03-08T06:59:00Z", "America/New_York", false],
    ["knows half hours", window(["fri"], "05:30", "05:31"), "2026-11-20T00:00:00Z", "Asia/Kolkata", true],
    ["reads an unknown zone as UTC", night, "2026-11-20T22:00:00Z", "Mars/Olympus", true],
  ])("%s", (_name, one, at, timeZone, expected) => {
    expect(isOpen(one, at, timeZone)).toBe(expected);
  });

  it("is open exactly in the local minutes that it names, in every zone and on every day", () => {
    const time = fc.integer({ min: 0, max: 1439 });
    const zones = [
      "UTC",
      "Europe/Kyiv",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Pacific/Apia",
    ];
    const text = (minute: number): string => new Date(minute * 60_000).toISOString().slice(11, 16);
    const property = fc.property(
      fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
      time,
      time,
      fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (days, from, to, at, timeZone) => {
        fc.pre(from !== to);
        // The same by another way: the local date as text, its weekday by the calendar, minutes counted through a week.
        const local = at.toLocaleString("sv-SE", { timeZone });
        const sinceMonday = (new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
        const minute = sinceMonday * 1440 + Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));
        const length = (to - from + 1440) % 1440;
        const expected = days.some(
          (day) => (minute - (WEEKDAYS.indexOf(day) * 1440 + from) + 10_080) % 10_080 < length,
        );
        const one = window(days, text(from), text(to));
        expect(isOpen(one, at.toISOString(), timeZone)).toBe(expected);
      },
    );
    fc.assert(property, { numRuns: 3000 });
  });
});
