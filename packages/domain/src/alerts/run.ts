import type { Alert, Reachable, ResolvePeople } from "./alert.ts";
import type { AlertEffect } from "./events.ts";
import type { Silences } from "./silences.ts";
import type { TimelineActor, TimelineFact } from "./timeline.ts";

/** One evaluation of the state machine: a private copy of the alert that the small steps change, and what follows. */
export interface Run {
  alert: Alert;
  effects: AlertEffect[];
  now: number;
  resolvePeople: ResolvePeople;
  silences: Silences;
}

/** A copy of everything that an evaluation changes; the rest is shared. `structuredClone` costs ten times as much. */
export function copyOf(alert: Alert): Alert {
  const { run } = alert;
  const targets = run.targets.map((target) => ({ ...target }));
  const attempts = run.attempts.map((attempt) => ({ ...attempt }));
  return { ...alert, run: { ...run, targets, attempts } };
}

export const SYSTEM: TimelineActor = { type: "system" };

/** Adds a line to the timeline. `occurredAt` is Asterisk's time where the fact came from a PBX. */
export function note(
  run: Run,
  fact: TimelineFact,
  actor: TimelineActor = SYSTEM,
  occurredAt: number | null = null,
): void {
  run.effects.push({ kind: "timeline", actor, fact, occurredAt });
}

/** The person on a phone, as an actor. */
export function phoneActor(phone: Reachable | undefined): TimelineActor {
  if (phone === undefined) return SYSTEM;
  return { type: "phone", phone_id: phone.phoneId, member_id: phone.memberId, label: phone.label };
}

/** A name to say aloud: the person's, the key's for the API. */
export function actorName(run: Run, actor: TimelineActor): string {
  switch (actor.type) {
    case "phone":
      return (
        run.alert.run.attempts.find((attempt) => attempt.phoneId === actor.phone_id)?.memberName ??
        actor.label
      );
    case "api_key":
    case "member":
      return actor.name;
    case "tool":
      return actor.name;
    case "system":
      return "CallPing";
  }
}
