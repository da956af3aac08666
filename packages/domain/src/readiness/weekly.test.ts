import { describe, expect, it } from "vitest";
import { nextMondayNine } from "./weekly.ts";

const next = (after: string, zone: string): string =>
  new Date(nextMondayNine(Date.parse(after), zone)).toISOString();

describe("the weekly mail", () => {
  it.each([
    ["on another day", "2026-11-25T12:00:00Z", "UTC", "2026-11-30T09:00:00.000Z"],
    ["just before", "2026-11-23T08:59:59Z", "UTC", "2026-11-23T09:00:00.000Z"],
    ["at the very moment it was due", "2026-11-23T09:00:00Z", "UTC", "2026-11-30T09:00:00.000Z"],
    ["east of UTC", "2026-11-22T12:00:00Z", "Asia/Seoul", "2026-11-23T00:00:00.000Z"],
    ["west of UTC", "2026-11-23T16:00:00Z", "America/Los_Angeles", "2026-11-23T17:00:00.000Z"],
    [
      "over the night in which clocks go forward",
      "2026-03-28T12:00:00Z",
      "Europe/Kyiv",
      "2026-03-30T06:00:00.000Z",
    ],
    [
      "over the night in which they go back",
      "2026-10-24T12:00:00Z",
      "Europe/Kyiv",
      "2026-10-26T07:00:00.000Z",
    ],
    ["of a zone that nobody knows", "2026-11-25T12:00:00Z", "Mars/Olympus", "2026-11-30T09:00:00.000Z"],
  ])("is due %s", (_, after, zone, due) => {
    expect(next(after, zone)).toBe(due);
  });
});
