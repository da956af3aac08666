import type { Reachable, ResolvePeople } from "@callping/domain/alerts/alert";
import { resolveAction } from "@callping/domain/rules/resolve-action";
import type { Snapshot } from "../desk-protocol.ts";
import type { Objections } from "./objections.ts";

/**
 * Who an action means now, from the snapshot. Phones whose holder objected do not count as usable. Nothing is looked up
 * before a step asks: most steps of an alert ask for nobody, and an organization may have hundreds of phones.
 */
export function peopleOf(
  snapshot: Snapshot,
  scenarioId: string,
  objections: Pick<Objections, "all">,
): ResolvePeople {
  let known: Directory | null = null;
  return (action) => {
    known ??= directoryOf(snapshot, scenarioId, objections);
    const { phones, reason } = resolveAction(action, known);
    return { targets: phones.flatMap((phoneId) => reachable(snapshot, phoneId)), reason: reason ?? null };
  };
}

type Directory = Parameters<typeof resolveAction>[1];

function directoryOf(snapshot: Snapshot, scenarioId: string, objections: Pick<Objections, "all">): Directory {
  const scenario = snapshot.scenarios.find((candidate) => candidate.id === scenarioId);
  const objected = objections.all();
  return {
    primaryMemberId: scenario?.primary_member_id ?? null,
    members: snapshot.members,
    phones: snapshot.phones.map((phone) => ({
      id: phone.id,
      memberId: phone.member_id,
      enabled: phone.enabled && !objected.has(phone.number),
      primary: phone.primary,
      verified: phone.verified,
    })),
  };
}

function reachable(snapshot: Snapshot, phoneId: string): Reachable[] {
  const phone = snapshot.phones.find((candidate) => candidate.id === phoneId);
  if (phone === undefined) return [];
  const member = snapshot.members.find((candidate) => candidate.id === phone.member_id);
  return [
    { phoneId, memberId: phone.member_id, memberName: member?.name ?? phone.label, label: phone.label },
  ];
}
