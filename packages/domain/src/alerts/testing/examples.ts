import type { Reachable, ResolvePeople } from "../alert.ts";
import type { NewAlert } from "../start.ts";
import type { ActionType } from "../../rules/action.ts";
import { type CallPlan, DEFAULT_PLAN } from "../../rules/plan.ts";

/** Who each action reaches, by short name. What is left out reaches nobody. */
export type Directory = Partial<Record<ActionType, readonly string[]>>;

export const ANN_THEN_BOB: Directory = { call_primary: ["ann"], call_owners: ["bob"] };

/** The phone of somebody: `ann` is Ann, on `ph_ann`. */
export function phoneOf(name: string): Reachable {
  const memberName = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  return { phoneId: `ph_${name}`, memberId: `mem_${name}`, memberName, label: `${memberName}'s mobile` };
}

export function nameOf(phoneId: string): string {
  return phoneId.slice("ph_".length);
}

export function peopleIn(directory: Directory): ResolvePeople {
  return ({ type }) => {
    const names = directory[type] ?? [];
    return { targets: names.map(phoneOf), reason: names.length === 0 ? `nobody for ${type}` : null };
  };
}

export function plan(more: Partial<CallPlan> = {}): CallPlan {
  return { ...DEFAULT_PLAN, ...more };
}

export function newAlert(more: Partial<NewAlert> = {}): NewAlert {
  return {
    id: "alr_01TEST",
    requestId: "req_1",
    endpointId: "end_1",
    dedupKey: "db",
    severity: "critical",
    title: "Database primary is down",
    message: null,
    url: null,
    tool: "generic",
    test: false,
    rule: { id: null, name: "default", scenarioId: "sce_1", scenarioVersion: 1 },
    action: { type: "call_primary" },
    plan: DEFAULT_PLAN,
    autoCloseSeconds: 4 * 3600,
    paused: false,
    ...more,
  };
}
