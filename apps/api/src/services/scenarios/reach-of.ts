import type { Reach } from "@callping/domain/rules/review/review-reach";
import type { Snapshot } from "../../objects/desk-protocol.ts";

/** Who an organization's actions can mean. Numbers that objected are known to its Desk alone, and not looked at here. */
export function reachOf({ members, phones, schedules = [] }: Snapshot): Omit<Reach, "primaryMemberId"> {
  return {
    members,
    phones: phones.map(({ member_id, ...phone }) => ({ ...phone, memberId: member_id })),
    scheduleIds: schedules.map(({ id }) => id),
  };
}
