import type { Action } from "../rules/action.ts";
import type { CallPlan } from "../rules/plan.ts";
import type { Finding, Subject } from "./finding.ts";
import type { Audited, Place } from "./organization.ts";
import type { QuietTimes } from "./quiet-times.ts";
import { type Reach, type Slot, slotsOf, type Span, type Stretch } from "./reach.ts";
import { sayLength, sayMoment, sayWhyNobody } from "./words.ts";

/** A rule, or the default action of a scenario, with its plan. */
export interface Planned {
  subject: Subject;
  place: Place;
  action: Action;
  plan: CallPlan;
  /** How a sentence names the alerts that it decides: `An alert that rule “x” takes`. */
  alerts: string;
}

const VERIFY =
  "Give one of these people a primary phone that is verified and switched on, or name somebody else who has one.";

/** Whom one plan would not reach, in the time that was looked at. */
export function auditPlan(
  organization: Audited,
  planned: Planned,
  reach: Reach,
  quiet: QuietTimes,
): Finding[] {
  if (planned.action.type === "record_only") return [];
  const stretches = reach.stretches(planned.place, slotsOf(planned.action, planned.plan));
  const empty = stretches.filter(({ slots }) => slots.every(({ targets }) => targets.length === 0));
  const [first] = empty;
  if (first !== undefined)
    return [reachesNobody(organization, planned, first, empty.length === stretches.length)];
  return [
    ...emptySlots(organization, planned, stretches),
    ...quietSlots(organization, planned, stretches, quiet),
    ...onePerson(organization, planned, stretches),
  ];
}

function reachesNobody(organization: Audited, planned: Planned, stretch: Stretch, always: boolean): Finding {
  const whys = stretch.slots.map(({ slot, reason }) =>
    sayWhyNobody(organization, planned.place, slot.action, reason),
  );
  return {
    code: "plan_reaches_nobody",
    severity: "nobody_reached",
    subject: planned.subject,
    message: `${planned.alerts} rings nobody${always ? "" : ` ${during(organization, stretch)}`}: ${[...new Set(whys)].join("; ")}.`,
    whatToDo: VERIFY,
  };
}

/** A schedule's gaps, and people on call who have no phone, are told of the schedule: here only who is never reached. */
function emptySlots(organization: Audited, planned: Planned, stretches: readonly Stretch[]): Finding[] {
  const [first] = stretches;
  return (first?.slots ?? []).flatMap(({ slot, reason }, index): Finding[] => {
    const isEmpty = stretches.every(({ slots }) => slots[index]?.targets.length === 0);
    if (!isEmpty || slot.kind === "owners_at_the_end") return [];
    const why = sayWhyNobody(organization, planned.place, slot.action, reason);
    const catches = slot.kind === "catch_all";
    return [
      {
        code: catches ? "catch_all_reaches_nobody" : "step_reaches_nobody",
        severity: "fewer_than_planned",
        subject: planned.subject,
        message: catches
          ? `${planned.alerts} has nobody left at its very end, for its catch-all rings nobody: ${why}.`
          : `${planned.alerts} passes over ${slot.name} at once and goes on to the next people: ${why}.`,
        whatToDo: VERIFY,
      },
    ];
  });
}

function quietSlots(
  organization: Audited,
  planned: Planned,
  stretches: readonly Stretch[],
  quiet: QuietTimes,
): Finding[] {
  const whole = (["critical", "major"] as const).flatMap((severity) => {
    const span = firstQuiet(stretches, () => true, severity, quiet);
    return span === null ? [] : [{ severity, span }];
  });
  const [worst] = whole;
  if (worst !== undefined) {
    const critical = worst.severity === "critical";
    return [
      {
        code: "quiet_hours_leave_nobody",
        severity: critical ? "nobody_reached" : "fewer_than_planned",
        subject: planned.subject,
        message: `${planned.alerts}${critical ? "" : " and that is not critical"} rings nobody until quiet hours are over, ${during(organization, worst.span)}: everybody of its plan has them.`,
        whatToDo: "Let somebody of the plan be rung at that time, or add a step with somebody who may be.",
      },
    ];
  }
  return (stretches[0]?.slots ?? []).flatMap(({ slot }): Finding[] => {
    if (slot.kind === "owners_at_the_end") return [];
    const span = firstQuiet(stretches, (other) => other.name === slot.name, "major", quiet);
    if (span === null) return [];
    return [
      {
        code: "quiet_hours_leave_step",
        severity: "fewer_than_planned",
        subject: planned.subject,
        message: `${planned.alerts} and that is not critical passes over ${slot.name} ${during(organization, span)}: its people have quiet hours.`,
        whatToDo: "Let somebody of this step be rung at that time, if an alert is worth that.",
      },
    ];
  });
}

function firstQuiet(
  stretches: readonly Stretch[],
  counts: (slot: Slot) => boolean,
  severity: "critical" | "major",
  quiet: QuietTimes,
): Span | null {
  for (const stretch of stretches) {
    const phones = stretch.slots.flatMap(({ slot, targets }) => (counts(slot) ? targets : []));
    const ids = [...new Set(phones.map(({ phoneId }) => phoneId))];
    const span = quiet.firstOfAll(ids, severity, stretch);
    if (span !== null) return span;
  }
  return null;
}

/** A plan that only ever rings one person stands and falls with one telephone. */
function onePerson(organization: Audited, planned: Planned, stretches: readonly Stretch[]): Finding[] {
  const people = stretches.map(({ slots }) => {
    const rung = slots.flatMap(({ slot, targets }) => (slot.kind === "owners_at_the_end" ? [] : targets));
    return new Map(rung.map(({ memberId, memberName }) => [memberId, memberName]));
  });
  const at = people.findIndex((rung) => rung.size === 1);
  const stretch = stretches[at];
  const name = [...(people[at]?.values() ?? [])][0];
  if (stretch === undefined || name === undefined) return [];
  const always = people.every((rung) => rung.size === 1 && rung.values().next().value === name);
  return [
    {
      code: "plan_reaches_one",
      severity: "worth_knowing",
      subject: planned.subject,
      message: `${planned.alerts} rings ${name} and nobody else${always ? "" : ` ${during(organization, stretch)}`}: without an answer there it ends unheard.`,
      whatToDo: "Add a step that rings somebody else.",
    },
  ];
}

/** `from Sat 28 Nov, 22:00, for 8 hours`. */
function during({ timeZone }: Audited, { start, end }: Span): string {
  return `from ${sayMoment(start, timeZone)}, for ${sayLength(end - start)}`;
}
