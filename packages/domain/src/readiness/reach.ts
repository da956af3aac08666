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

/** What of the place an action depends on; the others mean the same people everywhere. */
const PLACE_OF: Partial<Record<Action["type"], keyof Place>> = {
  call_primary: "scenarioId",
  call_project: "projectId",
};

/** Who an action reaches at a moment. */
type Answer = Omit<Stretch["slots"][number], "slot">;

/** Asks who actions reach, each once a stretch: a hundred rules mostly name the same people. */
export class Reach {
  private readonly organization: Audited;
  private readonly span: Span;
  private readonly always = new Map<string, Answer>();
  /** By schedule, then by moment. */
  private readonly onCall = new Map<string, ReadonlyMap<number, Answer>>();

  constructor(organization: Audited, span: Span) {
    this.organization = organization;
    this.span = span;
  }

  /** The whole span cut wherever somebody hands over on a schedule that the slots call. */
  stretches(place: Place, slots: readonly Slot[]): Stretch[] {
    const asked = slots.map((slot) => ({ slot, answers: this.answersOf(place, slot.action) }));
    const moments = new Set(asked.flatMap(({ answers }) => [...answers.keys()]));
    const starts = [...moments].toSorted((a, b) => a - b);
    const latest: (Answer | undefined)[] = [];
    return starts.map((start, index) => ({
      start,
      end: starts[index + 1] ?? this.span.end,
      slots: asked.map(({ slot, answers }, at) => {
        const answer = (latest[at] = answers.get(start) ?? latest[at]);
        return { slot, targets: answer?.targets ?? [], reason: answer?.reason ?? "nobody to ring" };
      }),
    }));
  }

  /** By the moment from which each holds; the first is the span's beginning. */
  private answersOf(place: Place, action: Action): ReadonlyMap<number, Answer> {
    if (action.type === "call_on_schedule") return this.onCallOf(place, action);
    const of = PLACE_OF[action.type];
    const key = JSON.stringify([of === undefined ? null : place[of], action]);
    const answer = this.always.get(key) ?? this.ask(place, action, this.span.start);
    this.always.set(key, answer);
    return new Map([[this.span.start, answer]]);
  }

  private onCallOf(
    place: Place,
    action: Extract<Action, { type: "call_on_schedule" }>,
  ): ReadonlyMap<number, Answer> {
    const known = this.onCall.get(action.scheduleId);
    if (known !== undefined) return known;
    const { start, end } = this.span;
    const schedule = this.organization.schedules.find(({ id }) => id === action.scheduleId)?.schedule;
    const moments = schedule == null ? [] : resolveShifts(schedule, start, end).map((shift) => shift.start);
    const answers = new Map([start, ...moments].map((at) => [at, this.ask(place, action, at)]));
    this.onCall.set(action.scheduleId, answers);
    return answers;
  }

  private ask(place: Place, action: Action, at: number): Answer {
    const { targets, reason } = this.organization.people(place, at)(action);
    return { targets, reason: reason ?? "nobody to ring" };
  }
}
