import { type Directory, type DirectoryPhone, resolveAction } from "../../rules/resolve-action.ts";
import { DEFAULT_PLAN } from "../../rules/plan.ts";
import type { Rule } from "../../rules/rule.ts";
import { onCallAt } from "../../schedules/on-call.ts";
import type { Schedule } from "../../schedules/schedule.ts";
import type { Audited, AuditedPhone } from "../organization.ts";

/** Monday, 12:00 in Kyiv. */
export const NOW = Date.parse("2026-11-23T10:00:00Z");

export function phone(memberId: string, more: Partial<AuditedPhone> = {}): AuditedPhone {
  const usual = { primary: true, enabled: true, verified: true, refused: null, quiet: null };
  return { id: `pho_${memberId}`, memberId, ...usual, ...more };
}

export function rule(more: Partial<Rule> = {}): Rule {
  return {
    id: "rul_1",
    name: "Database",
    enabled: true,
    when: { all: [] },
    action: { type: "call_member", memberId: "ben" },
    plan: DEFAULT_PLAN,
    ...more,
  };
}

/** Who is on call, in turn a day each from 09:00 in Kyiv. */
export function schedule(entries: readonly string[][], more: Partial<Schedule> = {}): Schedule {
  const layer = {
    id: "lay_1",
    name: "Base",
    entries,
    rotation: { unit: "daily", every: 1 } as const,
    handOverTimeMs: 9 * 3_600_000,
    startsOn: "2026-11-03",
    endsOn: null,
    restrictions: [],
  };
  return { id: "sch_1", name: "Nights", timeZone: "Europe/Kyiv", layers: [layer], overrides: [], ...more };
}

/** Ada owns it, Ben is a member, each with a phone; one endpoint and a scenario whose primary is Ben. */
export function organization(more: Partial<Audited> = {}): Audited {
  const made: Omit<Audited, "people"> = {
    id: "org_1",
    name: "Acme",
    timeZone: "Europe/Kyiv",
    contacts: [],
    members: [
      { id: "ada", name: "Ada", role: "owner" },
      { id: "ben", name: "Ben", role: "member" },
    ],
    phones: [phone("ada"), phone("ben")],
    schedules: [],
    scenarios: [{ id: "scn_1", name: "Shop", primaryMemberId: "ben", rules: [], plan: DEFAULT_PLAN }],
    endpoints: [{ id: "end_1", name: "Prometheus", projectId: "prj_1", scenarioId: "scn_1", paused: false }],
    maintenance: [],
    ...more,
  };
  return { people: ({ scenarioId }, at) => peopleAt(made, scenarioId, at), ...made };
}

function peopleAt(
  { members, phones, scenarios, schedules }: Omit<Audited, "people">,
  scenarioId: string | null,
  at: number,
): ReturnType<Audited["people"]> {
  const usable = phones.map(({ refused, ...own }): DirectoryPhone => ({
    ...own,
    enabled: own.enabled && refused === null,
  }));
  const onCall = Object.fromEntries(
    schedules.map((one) => [one.id, one.schedule === null ? [] : onCallAt(one.schedule, at).members]),
  );
  const primaryMemberId = scenarios.find(({ id }) => id === scenarioId)?.primaryMemberId ?? null;
  const directory: Directory = { primaryMemberId, members, phones: usable, onCall };
  return (action) => {
    const { phones: ids, reason } = resolveAction(action, directory);
    const targets = ids.flatMap((phoneId) => {
      const memberId = phones.find(({ id }) => id === phoneId)?.memberId ?? "";
      return {
        phoneId,
        memberId,
        memberName: members.find(({ id }) => id === memberId)?.name ?? "",
        label: "",
      };
    });
    return { targets, reason: reason ?? null };
  };
}
