import type { Reach } from "@callping/domain/rules/review/review-reach";
import type { Snapshot } from "../../objects/desk-protocol.ts";

/** Who an organization's actions can mean. Numbers that objected are known to its Desk alone, and not looked at here. */
export function reachOf(
  { members, phones, schedules = [], contacts = [], projects = [] }: Snapshot,
  projectId: string | null = null,
): Omit<Reach, "primaryMemberId"> {
  return {
    members,
    contactIds: contacts.map(({ id }) => id),
    projectMemberIds: projects.find(({ id }) => id === projectId)?.member_ids ?? [],
    phones: phones.map(({ member_id, ...phone }) => ({ ...phone, memberId: member_id })),
    scheduleIds: schedules.map(({ id }) => id),
  };
}
