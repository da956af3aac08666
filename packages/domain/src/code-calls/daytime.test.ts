import { describe, expect, it } from "vitest";
import { nightUntil } from "./daytime.ts";

const at = (iso: string): number => Date.parse(iso);
const until = (region: string, now: string): string | null => {
  const night = nightUntil(region, at(now));
  return night === null ? null : new Date(night).toISOString();
};

describe("daytime where the number is", () => {
  it.each([
    ["FR", "2026-11-22T06:59:00Z", "2026-11-22T07:00:00.000Z"],
    ["FR", "2026-11-22T07:00:00Z", null],
    ["FR", "2026-11-22T19:59:00Z", null],
    ["FR", "2026-11-22T20:00:00Z", "2026-11-23T07:00:00.000Z"],
    ["FR", "2026-07-22T06:00:00Z", null],
    ["UA", "2026-11-22T05:59:59Z", "2026-11-22T06:00:00.000Z"],
    ["IN", "2026-11-22T15:29:00Z", null],
    ["IN", "2026-11-22T15:31:00Z", "2026-11-23T02:30:00.000Z"],
    // From the morning in Hawaii to the evening in New York.
    ["US", "2026-11-22T17:59:00Z", "2026-11-22T18:00:00.000Z"],
    ["US", "2026-11-23T01:59:00Z", null],
    ["US", "2026-11-23T02:00:00Z", "2026-11-23T18:00:00.000Z"],
    ["ZZ", "2026-11-22T07:00:00Z", "2026-11-22T08:00:00.000Z"],
  ])("%s at %s", (region, now, expected) => {
    expect(until(region, now)).toBe(expected);
  });
});
