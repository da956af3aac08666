import type { Action } from "./action.ts";

/** What resolving needs to know of the organization at this moment. */
export interface Directory {
  /** The scenario's primary member. */
  primaryMemberId: string | null;
  members: readonly { id: string; role: string }[];
  /** People without an account: only `call_member` names them. */
  contactIds?: readonly string[];
  phones: readonly DirectoryPhone[];
  /** Members of the endpoint's project; left out when the endpoint has none. */
  projectMemberIds?: readonly string[];
  /** Who is on call now, by schedule. */
  onCall?: Readonly<Record<string, readonly string[]>>;
}

export interface DirectoryPhone {
  id: string;
  memberId: string;
  enabled: boolean;
  primary: boolean;
  /** A browser phone rings only its own user and counts as verified. */
  verified: boolean;
}

export interface Resolved {
  /** Phones to ring at once, one a person. */
  phones: string[];
  /** Why there is none; left out when there is one. */
  reason?: string;
}

/** The primary phones of the people an action means. Nobody usable: no phones and a reason. */
export function resolveAction(action: Action, directory: Directory): Resolved {
  const people = peopleOf(action, directory);
  if (typeof people === "string") return { phones: [], reason: people };
  const ids = [...new Set(people)];
  const phones = ids.map((id) => phoneOf(id, directory)).filter((id) => id !== undefined);
  if (phones.length > 0) return { phones };
  const whose = ids.length === 1 ? "the one person meant has no" : `none of the ${ids.length} people has a`;
  return {
    phones: [],
    reason: `${whose} primary phone that is verified, switched on and may be called`,
  };
}

/** Member ids, or the reason there are none. */
function peopleOf(action: Action, directory: Directory): readonly string[] | string {
  const { members } = directory;
  const onCall = (ids: readonly string[] | undefined): readonly string[] | string =>
    ids === undefined
      ? "the schedule is not in the organization any more"
      : known(ids, "nobody is on call on this schedule");
  const known = (ids: readonly string[], reason: string): readonly string[] | string => {
    const found = ids.filter((id) => members.some((member) => member.id === id));
    return found.length > 0 ? found : reason;
  };
  switch (action.type) {
    case "record_only":
      return "this action records the alert and rings nobody";
    case "call_primary":
      return known([directory.primaryMemberId ?? ""], "the scenario has no primary member");
    case "call_member":
      if (directory.contactIds?.includes(action.memberId) === true) return [action.memberId];
      return known([action.memberId], "the member is not in the organization any more");
    case "call_on_schedule":
      return onCall(directory.onCall?.[action.scheduleId]);
    case "call_project":
      return known(directory.projectMemberIds ?? [], "the endpoint's project has no members");
    case "call_owners":
      return known(
        members.filter(({ role }) => role === "owner").map(({ id }) => id),
        "the organization has no owner",
      );
    case "call_all":
      return known(
        members.map(({ id }) => id),
        "the organization has no members",
      );
  }
}

/** The primary phone, when it may ring. Somebody who marked none gets their first phone that may. */
function phoneOf(memberId: string, directory: Directory): string | undefined {
  const own = directory.phones.filter((phone) => phone.memberId === memberId);
  const candidates = own.some((phone) => phone.primary) ? own.filter((phone) => phone.primary) : own;
  return candidates.find((phone) => phone.enabled && phone.verified)?.id;
}
