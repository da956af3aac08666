import type { Restriction } from "./schedule.ts";
import type { WallMs } from "./wall.ts";
import { DAY_MS, mondayOf, sinceMonday, WEEK_MS } from "./wall.ts";

/** Whether the layer may have somebody on call at a reading. */
export function isOpen(restrictions: readonly Restriction[], wall: WallMs): boolean {
  if (restrictions.length === 0) return true;
  const sinceWeekBegan = wall - mondayOf(wall);
  return restrictions.some((restriction) =>
    restriction.days.some((day) => {
      const into = sinceWeekBegan - sinceMonday(day) - restriction.fromMs;
      // A window that began last week may reach into this one.
      return modulo(into, WEEK_MS) < lengthMs(restriction);
    }),
  );
}

/** The readings in [from, to) at which a window begins or ends. */
export function edgesBetween(restrictions: readonly Restriction[], from: WallMs, to: WallMs): WallMs[] {
  const edges: WallMs[] = [];
  for (let monday = mondayOf(from) - WEEK_MS; restrictions.length > 0 && monday < to; monday += WEEK_MS)
    for (const restriction of restrictions)
      for (const day of restriction.days) {
        const begins = monday + sinceMonday(day) + restriction.fromMs;
        edges.push(begins, begins + lengthMs(restriction));
      }
  return edges.filter((wall) => wall >= from && wall < to);
}

/** The same time twice is a whole day. */
function lengthMs({ fromMs, toMs }: Restriction): number {
  return toMs > fromMs ? toMs - fromMs : toMs - fromMs + DAY_MS;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
