import type { CoverageView, OnCallView, ShiftList } from "@callping/contract/api/on-call";
import { coverage } from "@callping/domain/schedules/coverage";
import { onCallAt } from "@callping/domain/schedules/on-call";
import { resolveShifts } from "@callping/domain/schedules/resolve-shifts";
import type { Schedule, Shift } from "@callping/domain/schedules/schedule";

/** When somebody goes off call is looked for so far ahead. */
const LOOK_AHEAD_MS = 60 * 86_400_000;

type Names = Readonly<Record<string, string>>;

/** The shifts of a schedule as the API shows them; moments in milliseconds since the epoch. */
export function describeShifts(schedule: Schedule, names: Names, from: number, to: number): ShiftList {
  const data = resolveShifts(schedule, from, to).map((shift) => ({
    start: iso(shift.start),
    end: iso(shift.end),
    gap: shift.members.length === 0,
    ...turnOf(shift, names),
  }));
  return { from: iso(from), to: iso(to), data };
}

/** Who is on call at a moment, and until when. */
export function describeOnCall(schedule: Schedule, names: Names, at: number): OnCallView {
  const [shift] = resolveShifts(schedule, at, at + LOOK_AHEAD_MS);
  const end = shift?.end ?? at + LOOK_AHEAD_MS;
  return {
    at: iso(at),
    schedule: { id: schedule.id, name: schedule.name },
    ...turnOf(onCallAt(schedule, at), names),
    until: end < at + LOOK_AHEAD_MS ? iso(end) : null,
  };
}

/** Who carries how much of a schedule, and when nobody does. */
export function describeCoverage(schedule: Schedule, names: Names, from: number, to: number): CoverageView {
  const { gaps, people } = coverage(schedule, from, to);
  return {
    from: iso(from),
    to: iso(to),
    gaps: gaps.map(({ start, end }) => ({ start: iso(start), end: iso(end) })),
    people: people.map(({ memberId, hours, nights, nightHours }) => ({
      member: personOf(memberId, names),
      hours,
      nights,
      night_hours: nightHours,
    })),
  };
}

function turnOf({ members, why }: Pick<Shift, "members" | "why">, names: Names) {
  return {
    members: members.map((id) => personOf(id, names)),
    layer_id: why.layerId,
    override_ids: [...why.overrideIds],
  };
}

/** Somebody who left the organization has no name here, and no phone that rings. */
function personOf(id: string, names: Names): { id: string; name: string } {
  return { id, name: names[id] ?? "left the organization" };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
