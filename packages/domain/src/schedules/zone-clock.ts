import type { WallMs } from "./wall.ts";
import { DAY_MS } from "./wall.ts";
import { offsetsBetween } from "./zone-changes.ts";

/** One stretch of equal offset. `until` is what the wall is about to show when it ends. */
interface Stretch {
  start: number;
  offset: number;
  until: WallMs;
}

/** A clock that was put back is behind itself for less than this: Samoa's and Kwajalein's day is the longest leap. */
const LONGEST_LEAP_MS = 2 * DAY_MS;

/**
 * A wall clock that never goes back. Where the real one is put back it stands still until the real one has caught up,
 * and where the real one leaps forward it leaps too. So a reading is reached exactly once:
 * - 01:30 on a night that shows it twice is the first of the two;
 * - 02:30 on a night that leaps from 02:00 to 03:00 is the moment of the leap.
 */
export class ZoneClock {
  private readonly stretches: Stretch[];

  /**
   * @param from milliseconds since the epoch; readings are right from here …
   * @param to … until here.
   */
  constructor(timeZone: string, from: number, to: number) {
    const offsets = offsetsBetween(timeZone, from - LONGEST_LEAP_MS, to + LONGEST_LEAP_MS);
    this.stretches = offsets.map(({ at, offset }, index) => ({
      start: at,
      offset,
      until: (offsets[index + 1]?.at ?? Infinity) + offset,
    }));
  }

  /** What the clock shows; while it stands still, the last millisecond before what it is to show next. */
  read(at: number): WallMs {
    let latest = -Infinity;
    for (const { offset, until } of this.stretches) {
      if (at + offset < until) return Math.max(at + offset, latest - 1);
      latest = Math.max(latest, until);
    }
    return latest - 1;
  }

  /** The first moment at which the clock shows this or more; milliseconds since the epoch. */
  reach(wall: WallMs): number {
    const stretch = this.stretches.find(({ until }) => wall < until);
    return stretch === undefined ? Infinity : Math.max(stretch.start, wall - stretch.offset);
  }
}
