import type { Action } from "../action.ts";
import type { CallPlan } from "../plan.ts";
import type { Report } from "../problem.ts";
import { type Directory, resolveAction } from "../resolve-action.ts";

/** Who there is to call, the scenario's primary member among them. */
export interface Reach extends Directory {
  scheduleIds: readonly string[];
}

/** Reports of what must be corrected, and of what somebody should know. */
export interface Reports {
  error: Report;
  warning: Report;
}

/** Whether an action names people that exist, and reaches a phone today. */
export function reviewAction(action: Action, path: string, reach: Reach, reports: Reports): void {
  switch (action.type) {
    case "call_member":
      if (!isKnown(action.memberId, reach))
        return reports.error(`${path}.memberId`, "unknown_value", noSuch("member", action.memberId));
      return reviewPhones(action, path, reach, reports.warning);
    case "call_on_schedule":
      // Who is on call at another moment is not known here; that nobody is now says nothing of then.
      if (!reach.scheduleIds.includes(action.scheduleId))
        reports.error(`${path}.scheduleId`, "unknown_value", noSuch("schedule", action.scheduleId));
      return undefined;
    case "call_primary":
    case "call_project":
    case "call_owners":
    case "call_all":
      return reviewPhones(action, path, reach, reports.warning);
    case "record_only":
      return undefined;
  }
}

/** The escalation steps of a plan. */
export function reviewPlan(plan: CallPlan, path: string, reach: Reach, reports: Reports): void {
  for (const [index, { action }] of plan.steps.entries()) {
    const at = `${path}.steps[${index}].action`;
    if (action.type === "record_only")
      reports.warning(at, "reaches_nobody", "A step that records calls nobody: it is skipped at once.");
    reviewAction(action, at, reach, reports);
  }
}

function isKnown(id: string, { members, contactIds = [] }: Reach): boolean {
  return contactIds.includes(id) || members.some((member) => member.id === id);
}

function reviewPhones(action: Action, path: string, reach: Reach, warn: Report): void {
  const { phones, reason = "" } = resolveAction(action, reach);
  if (phones.length > 0) return;
  warn(
    path,
    "reaches_nobody",
    `${action.type} calls nobody today: ${reason}. The next step is called at once.`,
  );
}

function noSuch(what: string, id: string): string {
  return `There is no ${what} ${id} in this organization: this action would reach nobody.`;
}
