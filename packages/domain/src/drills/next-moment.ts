import { shortHash } from "../intake/reader/short-hash.ts";
import { openingAt } from "../maintenance/next-change.ts";
import type { QuietHours } from "../maintenance/quiet-hours.ts";
import { minuteOf, type Weekday, WEEKDAYS } from "../rules/time-window.ts";
import { DAY_MS, MINUTE_MS, mondayOf, type WallMs } from "../schedules/wall.ts";
import { ZoneClock } from "../schedules/zone-clock.ts";
import type { DrillSetting } from "./setting.ts";

/** One phone that is to be proven. */
export interface DrillPlan {
  setting: DrillSetting;
  memberId: string;
  phoneId: string;
  organizationZone: string;
  /** No drill rings in them, whatever they let pass. */
  quietHours: QuietHours | null;
}

/** The last moment that was planned, in milliseconds since the epoch. `missed`: nobody was rung then. */
export interface LastDrill {
  at: number;
  missed: boolean;
}

/** Two calls of half a minute and a minute for both to be brought onto the wire, beside the wait between them. */
const ROOM_MINUTES = 3;
/** Hours of every weekday are seen twice. */
const DAYS_AHEAD = 15;

/**
 * When a phone is rung next to be proven: after the last drill's interval, on the first of the chosen days, at a minute
 * of the chosen hours that follows from the member and the phone alone, so that not all ring at once. The first drill
 * comes within a week, on a weekday that follows from them too. A missed moment is made good in the next day's hours,
 * never at once.
 * @returns milliseconds since the epoch, after `now`; `null` when no minute of the hours is outside of the quiet hours.
 */
export function nextDrillAt(plan: DrillPlan, last: LastDrill | null, now: number): number | null {
  const { setting } = plan;
  const zone = setting.timeZone ?? plan.organizationZone;
  const { count, unit } = setting.every;
  const days = last === null || last.missed ? 1 : count * (unit === "weeks" ? 7 : 1);
  const from = last === null ? now : Math.max(now, last.at + (days - 1) * DAY_MS);
  const clock = new ZoneClock(
    zone,
    Math.min(now, last?.at ?? now) - 2 * DAY_MS,
    from + (DAYS_AHEAD + 3) * DAY_MS,
  );
  // Hours over midnight belong to the day before: they may have begun yesterday.
  const today = midnightOf(clock.read(now)) - DAY_MS;
  const first = last === null ? today : Math.max(today, dateOf(setting, clock.read(last.at)) + days * DAY_MS);
  const dates = Array.from({ length: DAYS_AHEAD }, (_, day) => first + day * DAY_MS).filter((date) =>
    setting.hours.days.includes(weekdayOf(date)),
  );
  const own = last === null ? dates.filter((date) => weekdayOf(date) === ownDay(plan)) : [];
  for (const date of [...own, ...dates]) {
    const at = momentOn(plan, clock, date);
    if (at !== null && at > now) return at;
  }
  return null;
}

/** Whether a phone may be rung for a drill by the clock on the wall. */
export function isQuiet(plan: Pick<DrillPlan, "quietHours" | "organizationZone">, now: number): boolean {
  if (plan.quietHours === null) return false;
  const { windows, timeZone } = plan.quietHours;
  return openingAt(windows, timeZone ?? plan.organizationZone, now).isOpen;
}

/** The end of the hours that a planned moment lies in: later than this nobody is rung for it. */
export function latestFor({ setting, organizationZone }: DrillPlan, plannedAt: number): number {
  const zone = setting.timeZone ?? organizationZone;
  const clock = new ZoneClock(zone, plannedAt - 2 * DAY_MS, plannedAt + 2 * DAY_MS);
  return hoursOn(setting, clock, dateOf(setting, clock.read(plannedAt))).end;
}

function momentOn(plan: DrillPlan, clock: ZoneClock, date: WallMs): number | null {
  const { start, end } = hoursOn(plan.setting, clock, date);
  const free = freeParts(plan, start, end - (plan.setting.redialMinutes + ROOM_MINUTES) * MINUTE_MS);
  const minutes = free.reduce((sum, part) => sum + part.minutes, 0);
  if (minutes === 0) return null;
  let left = Number.parseInt(shortHash(`${plan.memberId} ${plan.phoneId}`).slice(0, 8), 16) % minutes;
  for (const part of free) {
    if (left < part.minutes) return part.start + left * MINUTE_MS;
    left -= part.minutes;
  }
  return null;
}

/** The parts of some hours that no quiet hours take. */
function freeParts(plan: DrillPlan, start: number, end: number): { start: number; minutes: number }[] {
  if (plan.quietHours === null)
    return [{ start, minutes: Math.max(0, Math.floor((end - start) / MINUTE_MS)) }];
  const { windows, timeZone } = plan.quietHours;
  const parts: { start: number; minutes: number }[] = [];
  for (let at = start; at < end;) {
    const { isOpen, changesAt } = openingAt(windows, timeZone ?? plan.organizationZone, at);
    const until = Math.min(end, changesAt ?? end);
    if (!isOpen) parts.push({ start: at, minutes: Math.floor((until - at) / MINUTE_MS) });
    at = until;
  }
  return parts;
}

function hoursOn({ hours }: DrillSetting, clock: ZoneClock, date: WallMs): { start: number; end: number } {
  const [from, to] = [minuteOf(hours.from), minuteOf(hours.to)];
  const end = to > from ? to : to + 1440;
  return { start: clock.reach(date + from * MINUTE_MS), end: clock.reach(date + end * MINUTE_MS) };
}

/** The date on which the hours that hold at a reading began. */
function dateOf({ hours }: DrillSetting, wall: WallMs): WallMs {
  const date = midnightOf(wall);
  const overMidnight = minuteOf(hours.to) <= minuteOf(hours.from);
  return overMidnight && wall - date < minuteOf(hours.to) * MINUTE_MS ? date - DAY_MS : date;
}

function ownDay({ setting, memberId, phoneId }: DrillPlan): Weekday | undefined {
  const { days } = setting.hours;
  return days[Number.parseInt(shortHash(`${memberId} ${phoneId}`).slice(8), 16) % days.length];
}

function midnightOf(wall: WallMs): WallMs {
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

function weekdayOf(date: WallMs): Weekday {
  return WEEKDAYS[Math.floor((date - mondayOf(date)) / DAY_MS)] ?? "mon";
}
