import { describe, expect, it } from "vitest";
import { resolveShifts } from "./resolve-shifts.ts";
import type { Layer } from "./schedule.ts";
import { exampleLayer, exampleSchedule } from "./testing/examples.ts";
import { HOUR_MS, MINUTE_MS } from "./wall.ts";

const time = (hours: number, minutes = 0): number => hours * HOUR_MS + minutes * MINUTE_MS;

/** `ada 07:00, ben 06:00`: who, and since when in UTC, of the shifts between two moments. */
function shiftsOf(timeZone: string, layer: Partial<Layer>, from: string, to: string): string[] {
  const schedule = exampleSchedule([exampleLayer(layer)], { timeZone });
  return resolveShifts(schedule, Date.parse(from), Date.parse(to)).map(
    ({ start, members }) => `${members.join("+") || "nobody"} ${new Date(start).toISOString().slice(5, 16)}`,
  );
}

describe("turns are handed over by the clock on the wall", () => {
  it.each<[string, string, Partial<Layer>, string, string, string[]]>([
    [
      "every day at 09:00, also across a day of 23 hours",
      "Europe/Kyiv",
      { startsOn: "2026-03-27" },
      "2026-03-28T12:00Z",
      "2026-03-30T12:00Z",
      ["ben 03-28T12:00", "ada 03-29T06:00", "ben 03-30T06:00"],
    ],
    [
      "every day at 09:00, also across a day of 25 hours",
      "Europe/Kyiv",
      { startsOn: "2026-10-23" },
      "2026-10-24T12:00Z",
      "2026-10-26T12:00Z",
      ["ben 10-24T12:00", "ada 10-25T07:00", "ben 10-26T07:00"],
    ],
    [
      "at a time that does not exist: when the clock leaps over it",
      "Europe/Kyiv",
      { startsOn: "2026-03-27", handOverTimeMs: time(3, 30) },
      "2026-03-28T12:00Z",
      "2026-03-30T12:00Z",
      ["ben 03-28T12:00", "ada 03-29T01:00", "ben 03-30T00:30"],
    ],
    [
      "at a time that comes twice: the first time, once",
      "Europe/Kyiv",
      { startsOn: "2026-10-23", handOverTimeMs: time(3, 30) },
      "2026-10-24T12:00Z",
      "2026-10-26T12:00Z",
      ["ben 10-24T12:00", "ada 10-25T00:30", "ben 10-26T01:30"],
    ],
    [
      "by half an hour on Lord Howe Island",
      "Australia/Lord_Howe",
      { startsOn: "2026-04-03", handOverTimeMs: time(1, 45) },
      "2026-04-04T12:00Z",
      "2026-04-06T00:00Z",
      ["ben 04-04T12:00", "ada 04-04T14:45", "ben 04-05T15:15"],
    ],
    [
      "on Samoa, where 30 December 2011 does not exist: its turn is what is left of it at midnight",
      "Pacific/Apia",
      { startsOn: "2011-12-28" },
      "2011-12-29T18:00Z",
      "2012-01-01T00:00Z",
      ["ada 12-29T18:00", "ben 12-29T19:00", "ada 12-30T10:00", "ben 12-30T19:00", "ada 12-31T19:00"],
    ],
    [
      "on 29 February like on any day",
      "UTC",
      { startsOn: "2028-02-27" },
      "2028-02-28T10:00Z",
      "2028-03-01T10:00Z",
      ["ben 02-28T10:00", "ada 02-29T09:00", "ben 03-01T09:00"],
    ],
    [
      "every 12 hours, at the same times in summer and winter",
      "America/New_York",
      { rotation: { unit: "hourly", every: 12 }, startsOn: "2026-03-01", handOverTimeMs: time(8) },
      "2026-03-07T13:00Z",
      "2026-03-08T13:00Z",
      ["ada 03-07T13:00", "ben 03-08T01:00", "ada 03-08T12:00"],
    ],
    [
      "every second week",
      "Europe/Kyiv",
      { rotation: { unit: "weekly", every: 2 }, startsOn: "2026-03-16" },
      "2026-03-16T07:00Z",
      "2026-04-14T00:00Z",
      ["ada 03-16T07:00", "ben 03-30T06:00", "ada 04-13T06:00"],
    ],
    [
      "on weekdays of their own, weekends apart (OneUptime #2413)",
      "Europe/Kyiv",
      {
        rotation: {
          unit: "custom",
          handOvers: [
            { day: "mon", timeMs: time(8) },
            { day: "fri", timeMs: time(18) },
          ],
        },
        startsOn: "2026-03-23",
        handOverTimeMs: time(8),
      },
      "2026-03-23T06:00Z",
      "2026-03-31T00:00Z",
      ["ada 03-23T06:00", "ben 03-27T16:00", "ada 03-30T05:00"],
    ],
    [
      "only while the layer lives",
      "UTC",
      { startsOn: "2026-06-02", endsOn: "2026-06-04" },
      "2026-06-01T00:00Z",
      "2026-06-06T00:00Z",
      ["nobody 06-01T00:00", "ada 06-02T09:00", "ben 06-03T09:00", "nobody 06-04T09:00"],
    ],
    [
      "a zone whose rules changed for good: Almaty's hour back in March 2024",
      "Asia/Almaty",
      { startsOn: "2024-02-27" },
      "2024-02-28T12:00Z",
      "2024-03-02T12:00Z",
      ["ben 02-28T12:00", "ada 02-29T03:00", "ben 03-01T04:00", "ada 03-02T04:00"],
    ],
  ])("%s", (_what, timeZone, layer, from, to, wanted) => {
    expect(shiftsOf(timeZone, layer, from, to)).toEqual(wanted);
  });
});

describe("restricted hours", () => {
  it.each<[string, Partial<Layer>, string, string, string[]]>([
    [
      "leave the rest of the day to nobody",
      { entries: [["ada"]], restrictions: [{ days: ["mon", "tue"], fromMs: time(9), toMs: time(17) }] },
      "2026-06-01T00:00Z",
      "2026-06-03T12:00Z",
      [
        "nobody 06-01T00:00",
        "ada 06-01T06:00",
        "nobody 06-01T14:00",
        "ada 06-02T06:00",
        "nobody 06-02T14:00",
      ],
    ],
    [
      "cross midnight, on the night of 25 hours as well",
      { entries: [["ada"]], restrictions: [{ days: ["sat"], fromMs: time(22), toMs: time(6) }] },
      "2026-10-24T12:00Z",
      "2026-10-25T12:00Z",
      ["nobody 10-24T12:00", "ada 10-24T19:00", "nobody 10-25T04:00"],
    ],
    [
      "that end within the hour that comes twice end the first time",
      { entries: [["ada"]], restrictions: [{ days: ["sun"], fromMs: time(0), toMs: time(3, 15) }] },
      "2026-10-24T22:00Z",
      "2026-10-25T04:00Z",
      ["ada 10-24T22:00", "nobody 10-25T00:15"],
    ],
    [
      "within the hour that does not exist never open",
      { entries: [["ada"]], restrictions: [{ days: ["sun"], fromMs: time(3, 10), toMs: time(3, 50) }] },
      "2026-03-28T22:00Z",
      "2026-03-29T12:00Z",
      ["nobody 03-28T22:00"],
    ],
    [
      "of the same time twice are the whole day",
      { entries: [["ada"]], restrictions: [{ days: ["sat", "sun"], fromMs: 0, toMs: 0 }] },
      "2026-06-05T12:00Z",
      "2026-06-08T12:00Z",
      ["nobody 06-05T12:00", "ada 06-05T21:00", "nobody 06-07T21:00"],
    ],
  ])("%s", (_what, layer, from, to, wanted) => {
    expect(shiftsOf("Europe/Kyiv", layer, from, to)).toEqual(wanted);
  });
});
