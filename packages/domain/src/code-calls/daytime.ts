import { openingAt } from "../maintenance/next-change.ts";
import { WEEKDAYS } from "../rules/time-window.ts";
import { zonesOf } from "./zones.ts";

/** When a code call may ring, by the clock where the number is. */
export const DAYTIME = { from: "08:00", to: "21:00" } as const;

const WINDOWS = [{ days: WEEKDAYS, ...DAYTIME }];
/** A region with several zones has a common hour each day; more turns than that find none. */
const MOST_TURNS = 40;

/**
 * Whether it is daytime everywhere in an ISO region: `null`, else when it is next, in milliseconds since the epoch. A number
 * does not say in which of its region's zones it is. A region without a known zone is asked in UTC.
 */
export function nightUntil(region: string, now: number): number | null {
  const zones = zonesOf(region);
  let at = now;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const closed = zones.map((zone) => openingAt(WINDOWS, zone, at)).find(({ isOpen }) => !isOpen);
    if (closed === undefined) return at === now ? null : at;
    at = closed.changesAt ?? at + 3_600_000;
  }
  return at;
}
