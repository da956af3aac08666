import { describe, expect, it } from "vitest";
import { BruteForce } from "./testing/brute-force.ts";
import { compare } from "./testing/compare.ts";
import { randomSchedule } from "./testing/random-schedule.ts";
import { Random } from "./testing/random.ts";
import { changesOf, highestReadings } from "./testing/wall-minutes.ts";
import { ZONES } from "./testing/zones.ts";
import { offsetsBetween } from "./zone-changes.ts";

/** `npm run schedules:verify` takes two years and 200 schedules a zone instead. */
const SCHEDULES_A_ZONE = 4;
const DAYS_AROUND_A_CHANGE = 8;

describe("the shifts of random schedules, at every minute around the clock's changes", () => {
  it.each(ZONES)("in %s from %i", { timeout: 60_000 }, (zone, year) => {
    const [start, end] = [Date.UTC(year, 0, 1) / 60_000, Date.UTC(year + 2, 0, 1) / 60_000];
    const changes = changesOf(zone, start, end);
    const known = offsetsBetween(zone, start * 60_000, end * 60_000).map(({ at }) => at / 60_000);
    // The first is the span that the start lies in, and no change.
    expect(known.slice(1)).toEqual(changes);
    for (const middle of changes.length > 0 ? changes : [start]) {
      const from = Math.floor(middle / 1440) * 1440 - (DAYS_AROUND_A_CHANGE / 2) * 1440;
      const to = from + DAYS_AROUND_A_CHANGE * 1440;
      const readings = highestReadings(zone, from, to);
      const random = new Random(from);
      for (let index = 0; index < SCHEDULES_A_ZONE; index += 1) {
        const schedule = randomSchedule(random, zone, from * 60_000, to * 60_000);
        const brute = new BruteForce(schedule, from - 2880, to + 2880);
        expect(compare(schedule, brute, readings, from, to)).toBeNull();
      }
    }
  });
});
