import type { Reachable } from "../alerts/alert.ts";
import type { Action } from "../rules/action.ts";
import type { CallPlan } from "../rules/plan.ts";
import { resolveShifts } from "../schedules/resolve-shifts.ts";
import type { Audited, Place } from "./organization.ts";

/** Milliseconds since the epoch; `end` is no longer part of it. */
export interface Span {
  start: number;
  end: number;
}

/** One place of a plan at which people are rung. */
export interface Slot {
  /** As a sentence names it: `its action`, `step 2`. */
  name: string;
  kind: "planned" | "catch_all" | "owners_at_the_end";
  action: Action;
}

/** Who would be rung, for every slot of a plan, while nobody hands over to anybody. */
export interface Stretch extends Span {
  slots: { slot: Slot; targets: readonly Reachable[]; reason: string }[];
}

/**
 * The slots of a plan in the order in which its run comes to them (`alerts/plan-run`): when no telephone rang the owners
 * are rung at the end of a pass, and the catch-all when the last one is over.
 */
export function slotsOf(action: Action, { steps, catchAll }: CallPlan): Slot[] {
  const planned: Slot[] = [
    { name: "its action", kind: "planned", action },
    ...steps.map((step, index): Slot => ({
      name: `step ${index + 1}`,
      kind: "planned",
      action: step.action,
    })),
  ];
  const owners = planned.some((slot) => slot.action.type === "call_owners");
  return [
    ...planned,
    ...(owners
      ? []
      : [{ name: "the owners", kind: "owners_at_the_end", action: { type: "call_owners" } } as const]),
    ...(catchAll === undefined
      ? []
      : [{ name: "its catch-all", kind: "catch_all", action: catchAll } as const]),
  ];
}

/** Asks who actions reach, each once a stretch: a hundred rules mostly name the same people. */
export class Reach {
  private readonly organization: Audited;
  private readonly span: Span;
  private readonly answers = new Map<string, Omit<Stretch["slots"][number], "slot">>();
  private readonly handOvers = new Map<string, readonly number[]>();

  constructor(organization: Audited, span: Span) {
    this.organization = organization;
    this.span = span;
  }

  /** The whole span cut wherever somebody hands over on a schedule that the slots call. */
  stretches(place: Place, slots: readonly Slot[]): Stretch[] {
    const moments = new Set([this.span.start]);
    for (const { action } of slots)
      if (action.type === "call_on_schedule")
        for (const moment of this.handOversOf(action.scheduleId)) moments.add(moment);
    const starts = [...moments].toSorted((a, b) => a - b);
    return starts.map((start, index) => ({
      start,
      end: starts[index + 1] ?? this.span.end,
      slots: slots.map((slot) => ({ slot, ...this.ask(place, slot.action, start) })),
    }));
  }

  private ask(place: Place, action: Action, at: number): Omit<Stretch["slots"][number], "slot"> {
    const moment = action.type === "call_on_schedule" ? at : this.span.start;
    const key = JSON.stringify([place, action, moment]);
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const { targets, reason } = this.organization.people(place, moment)(action);
    const answer = { targets, reason: reason ?? "nobody to ring" };
    this.answers.set(key, answer);
    return answer;
  }

  private handOversOf(scheduleId: string): readonly number[] {
    const known = this.handOvers.get(scheduleId);
    if (known !== undefined) return known;
    const schedule = this.organization.schedules.find(({ id }) => id === scheduleId)?.schedule;
    const { start, end } = this.span;
    const moments = schedule == null ? [] : resolveShifts(schedule, start, end).map((shift) => shift.start);
    this.handOvers.set(scheduleId, moments);
    return moments;
  }
}
