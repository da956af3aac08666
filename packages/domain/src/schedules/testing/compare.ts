import { onCallAt } from "../on-call.ts";
import { resolveShifts } from "../resolve-shifts.ts";
import type { Schedule, Shift } from "../schedule.ts";
import type { BruteForce } from "./brute-force.ts";

/** The first disagreement with the brute force at any minute of [from, to), in words; `null` when there is none. */
export function compare(
  schedule: Schedule,
  brute: BruteForce,
  readings: Int32Array,
  from: number,
  to: number,
): string | null {
  const shifts = resolveShifts(schedule, from * 60_000, to * 60_000);
  const torn = findTear(shifts, from * 60_000, to * 60_000);
  if (torn !== null) return torn;
  for (const shift of shifts) {
    const found = nameOf(shift);
    if (
      nameOf(onCallAt(schedule, shift.start)) !== found ||
      nameOf(onCallAt(schedule, shift.end - 1)) !== found
    )
      return `who is on call at ${iso(shift.start)} is not who the shifts say`;
    for (let minute = shift.start / 60_000; minute < shift.end / 60_000; minute += 1) {
      const wanted = brute.at(minute, readings[minute - from] ?? 0);
      if (wanted !== found) return `${schedule.timeZone} ${iso(minute * 60_000)}: ${found}, wanted ${wanted}`;
    }
  }
  return null;
}

/** Shifts cover everything, follow one another, begin on whole minutes, and neighbours differ. */
function findTear(shifts: readonly Shift[], from: number, to: number): string | null {
  let end = from;
  for (const shift of shifts) {
    if (shift.start !== end || shift.end <= shift.start || shift.start % 60_000 !== 0)
      return `torn at ${iso(shift.start)}`;
    end = shift.end;
  }
  return end === to ? null : `ends at ${iso(end)}`;
}

function nameOf({ members, why }: Pick<Shift, "members" | "why">): string {
  return `${members.toSorted().join("+")} by ${why.layerId ?? ""}`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
