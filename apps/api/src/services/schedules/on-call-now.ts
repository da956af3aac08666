import { onCallAt } from "@callping/domain/schedules/on-call";
import type { Schedule } from "@callping/domain/schedules/schedule";
import type { Snapshot, SnapshotSchedule } from "../../objects/desk-protocol.ts";
import { toSchedule } from "./schedule-row.ts";

/** Read once a snapshot: the alert's path asks every schedule again and again. */
const read = new WeakMap<SnapshotSchedule, Schedule | null>();

/**
 * Who is on call on a schedule of a snapshot: ids of members, nobody in a gap.
 * @param at milliseconds since the epoch.
 * @returns `undefined` when there is no such schedule; nobody when it cannot be read, which is said in the log.
 */
export function onCallNow(
  { schedules = [] }: Pick<Snapshot, "schedules">,
  scheduleId: string,
  at: number,
): readonly string[] | undefined {
  const stored = schedules.find(({ id }) => id === scheduleId);
  if (stored === undefined) return undefined;
  const schedule = scheduleOf(stored);
  return schedule === null ? [] : onCallAt(schedule, at).members;
}

/** A stored schedule, read; `null` when it cannot be, which is said in the log. */
export function scheduleOf(stored: SnapshotSchedule): Schedule | null {
  let schedule = read.get(stored);
  if (schedule === undefined) {
    try {
      schedule = toSchedule(stored);
    } catch (error) {
      // The plan goes on to its next step, and the timeline says that nobody is on call.
      console.error("a schedule of the snapshot cannot be read", String(error));
      schedule = null;
    }
    read.set(stored, schedule);
  }
  return schedule;
}
