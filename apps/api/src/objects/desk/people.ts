import type { Reachable, ResolvePeople } from "@callping/domain/alerts/alert";
import { resolveAction } from "@callping/domain/rules/resolve-action";
import { onCallNow } from "../../services/schedules/on-call-now.ts";
import type { Snapshot } from "../desk-protocol.ts";
import type { Objections } from "./objections.ts";

/**
 * Who an action means now, from the snapshot. Phones whose holder objected do not count as usable. Nothing is looked up
 * before a step asks: most steps of an alert ask for nobody, and an organization may have hundreds of phones.
 * @param of the scenario that decides, and the project of the endpoint
 * @param clock milliseconds since the epoch; a dry run has its own
 */
export function peopleOf(
  snapshot: Snapshot,
  of: { scenario_id: string; project_id: string | null },
  objections: Pick<Objections, "all">,
  clock: () => number = () => Date.now(),
): ResolvePeople {
  let known: Directory | null = null;
  return (action) => {
    known ??= directoryOf(snapshot, of, objections);
    const directory =
      action.type === "call_on_schedule" ? withOnCall(known, snapshot, action.scheduleId, clock()) : known;
    const { phones, reason } = resolveAction(action, directory);
    return { targets: phones.flatMap((phoneId) => reachable(snapshot, phoneId)), reason: reason ?? null };
  };
}

type Directory = Parameters<typeof resolveAction>[1];

function directoryOf(
  snapshot: Snapshot,
  of: { scenario_id: string; project_id: string | null },
  objections: Pick<Objections, "all">,
): Directory {
  const scenario = snapshot.scenarios.find((candidate) => candidate.id === of.scenario_id);
  const objected = objections.all();
  return {
    primaryMemberId: scenario?.primary_member_id ?? null,
    members: snapshot.members,
    contactIds: (snapshot.contacts ?? []).map(({ id }) => id),
    projectMemberIds: snapshot.projects?.find(({ id }) => id === of.project_id)?.member_ids ?? [],
    phones: snapshot.phones.map((phone) => ({
      id: phone.id,
      memberId: phone.member_id,
      enabled: phone.enabled && phone.objected !== true && !objected.has(phone.number),
      primary: phone.primary,
      verified: phone.verified,
    })),
  };
}

/** Who is on call is asked at the moment that somebody is to be rung, so that a hand-over counts at once. */
function withOnCall(known: Directory, snapshot: Snapshot, scheduleId: string, now: number): Directory {
  const members = onCallNow(snapshot, scheduleId, now);
  return members === undefined ? known : { ...known, onCall: { [scheduleId]: members } };
}

function reachable(snapshot: Snapshot, phoneId: string): Reachable[] {
  const phone = snapshot.phones.find((candidate) => candidate.id === phoneId);
  if (phone === undefined) return [];
  const people = [...snapshot.members, ...(snapshot.contacts ?? [])];
  const member = people.find((candidate) => candidate.id === phone.member_id);
  return [
    { phoneId, memberId: phone.member_id, memberName: member?.name ?? phone.label, label: phone.label },
  ];
}
