import type { Reachable, ResolvePeople } from "@callping/domain/alerts/alert";
import { resolveAction } from "@callping/domain/rules/resolve-action";
import type { Snapshot } from "../desk-protocol.ts";
import type { Objections } from "./objections.ts";

/** Who an action means now, from the snapshot. Phones whose holder objected do not count as usable. */
export function peopleOf(snapshot: Snapshot, scenarioId: string, objections: Objections): ResolvePeople {
  const scenario = snapshot.scenarios.find((candidate) => candidate.id === scenarioId);
  const directory = {
    primaryMemberId: scenario?.primary_member_id ?? null,
    members: snapshot.members,
    phones: snapshot.phones.map((phone) => ({
      id: phone.id,
      memberId: phone.member_id,
      enabled: phone.enabled && !objections.has(phone.number),
      primary: phone.primary,
      verified: phone.verified,
    })),
  };
  return (action) => {
    const { phones, reason } = resolveAction(action, directory);
    return { targets: phones.flatMap((phoneId) => reachable(snapshot, phoneId)), reason: reason ?? null };
  };
}

function reachable(snapshot: Snapshot, phoneId: string): Reachable[] {
  const phone = snapshot.phones.find((candidate) => candidate.id === phoneId);
  if (phone === undefined) return [];
  const member = snapshot.members.find((candidate) => candidate.id === phone.member_id);
  return [{ phoneId, memberId: phone.member_id, memberName: member?.name ?? phone.label, label: phone.label }];
}
