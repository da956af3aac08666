import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localTime } from "../rules/local-time.ts";
import { compileWindows, type TimeWindow, WEEKDAYS } from "../rules/time-window.ts";
import { neverClose, openingAt } from "./next-change.ts";

const MINUTE_MS = 60_000;
const window = (days: TimeWindow["days"], from: string, to: string): TimeWindow => ({ days, from, to });
const iso = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, 16);

describe("when windows open and close", () => {
  // Kyiv: 2026-03-29 03:00 becomes 04:00 (01:00 UTC); 2026-10-25 04:00 becomes 03:00 (01:00 UTC). Both are Sundays.
  it.each<[string, TimeWindow, string, string, boolean, string | null]>([
    ["before it", window(["mon"], "22:00", "06:00"), "UTC", "2026-11-23T21:59", false, "2026-11-23T22:00"],
    ["in it", window(["mon"], "22:00", "06:00"), "UTC", "2026-11-23T22:00", true, "2026-11-24T06:00"],
    ["at its end", window(["mon"], "22:00", "06:00"), "UTC", "2026-11-24T06:00", false, "2026-11-30T22:00"],
    ["local", window(["mon"], "22:00", "06:00"), "Europe/Kyiv", "2026-11-23T20:30", true, "2026-11-24T04:00"],
    [
      "in a short night",
      window(["sat"], "22:00", "06:00"),
      "Europe/Kyiv",
      "2026-03-28T20:00",
      true,
      "2026-03-29T03:00",
    ],
    [
      "in a long night",
      window(["sat"], "22:00", "06:00"),
      "Europe/Kyiv",
      "2026-10-24T19:00",
      true,
      "2026-10-25T04:00",
    ],
    [
      "whose end is skipped",
      window(["sun"], "02:00", "03:30"),
      "Europe/Kyiv",
      "2026-03-29T00:00",
      true,
      "2026-03-29T01:00",
    ],
    [
      "whose begin is skipped",
      window(["sun"], "03:30", "05:00"),
      "Europe/Kyiv",
      "2026-03-29T00:00",
      false,
      "2026-03-29T01:00",
    ],
    [
      "that is skipped whole",
      window(["sun"], "03:10", "03:20"),
      "Europe/Kyiv",
      "2026-03-29T00:00",
      false,
      "2026-04-05T00:10",
    ],
    [
      "that comes twice",
      window(["sun"], "03:10", "03:20"),
      "Europe/Kyiv",
      "2026-10-25T00:15",
      true,
      "2026-10-25T00:20",
    ],
    [
      "the second time",
      window(["sun"], "03:10", "03:20"),
      "Europe/Kyiv",
      "2026-10-25T00:20",
      false,
      "2026-10-25T01:10",
    ],
    [
      "that touches itself",
      window(["sat", "sun"], "00:00", "24:00"),
      "UTC",
      "2026-11-21T12:00",
      true,
      "2026-11-23T00:00",
    ],
    ["without an end", window(WEEKDAYS, "00:00", "24:00"), "UTC", "2026-11-21T12:00", true, null],
  ])("%s", (_, one, zone, at, isOpen, changesAt) => {
    const opening = openingAt([one], zone, Date.parse(`${at}Z`));
    expect([opening.isOpen, iso(opening.changesAt)]).toEqual([isOpen, changesAt]);
  });

  it(
    "is what looking at every minute finds, in zones of every kind around their changes",
    { timeout: 30_000 },
    () => {
      const time = fc
        .integer({ min: 0, max: 1439 })
        .map((m) => new Date(m * MINUTE_MS).toISOString().slice(11, 16));
      const windows = fc.array(
        fc.record({
          days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
          from: time,
          to: time,
        }),
        { minLength: 1, maxLength: 3 },
      );
      const starts = [
        "2026-03-28T10:00Z",
        "2026-10-24T10:00Z",
        "2026-04-04T10:00Z",
        "2026-10-03T05:00Z",
        "2026-06-01T00:00Z",
      ];
      const zones = ["UTC", "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
      const property = fc.property(
        windows,
        fc.constantFrom(...starts),
        fc.integer({ min: 0, max: 2000 }),
        fc.constantFrom(...zones),
        (raw, start, minutes, zone) => {
          const all = raw.filter(({ from, to }) => from !== to);
          const now = Date.parse(start) + minutes * MINUTE_MS + 1234;
          const test = compileWindows(all);
          const isOpen = test(localTime(now, zone));
          let at = Math.floor(now / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
          const end = now + 3 * 86_400_000;
          while (at < end && test(localTime(at, zone)) === isOpen) at += MINUTE_MS;
          const found = openingAt(all, zone, now);
          expect(found.isOpen).toBe(isOpen);
          if (at < end) expect(iso(found.changesAt)).toBe(iso(at));
          else expect(found.changesAt ?? end).toBeGreaterThanOrEqual(end);
        },
      );
      fc.assert(property, { numRuns: 300 });
    },
  );

  it("knows windows that leave no minute free", () => {
    expect(neverClose([window(WEEKDAYS, "00:00", "24:00")])).toBe(true);
    expect(neverClose([window(WEEKDAYS, "00:00", "23:59")])).toBe(false);
    expect(neverClose([window(WEEKDAYS, "22:00", "12:00"), window(WEEKDAYS, "12:00", "22:00")])).toBe(true);
  });
});
