import type { Action } from "../rules/action.ts";
import { DAY_MS } from "../schedules/wall.ts";
import { auditEndpoints } from "./audit-endpoints.ts";
import { auditPlan, type Planned } from "./audit-plan.ts";
import { auditSchedules } from "./audit-schedules.ts";
import { type Finding, inOrder } from "./finding.ts";
import { ANYWHERE, type Audited, type AuditedScenario } from "./organization.ts";
import { QuietTimes } from "./quiet-times.ts";
import { Reach, slotsOf } from "./reach.ts";
import { sayWhyNobody } from "./words.ts";

/** How far ahead schedules are read: who would not be reached can still be helped. */
const AHEAD_DAYS = 14;
/** Quiet hours repeat every week. */
const QUIET_DAYS = 7;

/**
 * Everything that would reach nobody, or fewer people than planned, within 14 days; the worst first. Who is reached is
 * asked of the same functions that a Desk asks. Pure.
 * @param now milliseconds since the epoch
 */
export function auditOrganization(organization: Audited, now: number): Finding[] {
  const span = { start: now, end: now + AHEAD_DAYS * DAY_MS };
  const reach = new Reach(organization, span);
  const quiet = new QuietTimes(organization, { start: now, end: now + QUIET_DAYS * DAY_MS });
  const called = new Set<string>();
  const findings = organization.scenarios.flatMap((scenario) => {
    const own = organization.endpoints.filter(({ scenarioId }) => scenarioId === scenario.id);
    const projects = own.length === 0 ? [null] : [...new Set(own.map(({ projectId }) => projectId))];
    const found = projects.flatMap((projectId) =>
      plansOf(scenario, projectId).flatMap((planned) => {
        for (const { action } of slotsOf(planned.action, planned.plan))
          if (action.type === "call_on_schedule") called.add(action.scheduleId);
        return auditPlan(organization, planned, reach, quiet);
      }),
    );
    return own.length === 0 ? found.map(unused) : unlike(found);
  });
  return inOrder([
    ...findings,
    ...auditSchedules(organization, span, called),
    ...auditEndpoints(organization, span),
    ...auditOwners(organization, now),
  ]);
}

/** The enabled rules of a scenario, and what happens when none matches. */
function plansOf({ id, name, rules, plan }: AuditedScenario, projectId: string | null): Planned[] {
  const place = { scenarioId: id, projectId };
  const byDefault: Planned = {
    subject: { kind: "scenario", id, name },
    place,
    action: { type: "call_primary" },
    plan,
    alerts: `An alert of scenario “${name}” that no rule takes`,
  };
  const ofRules = rules
    .filter(({ enabled }) => enabled)
    .map((rule): Planned => ({
      subject: { kind: "rule", id: rule.id, name: `${name}: ${rule.name}` },
      place,
      action: rule.action,
      plan: rule.plan,
      alerts: `An alert that rule “${rule.name}” of scenario “${name}” takes`,
    }));
  return [...ofRules, byDefault];
}

/** No endpoint has its scenario: nothing is lost today. */
function unused(finding: Finding): Finding {
  return { ...finding, severity: "worth_knowing" };
}

/** Endpoints of several projects mostly say the same. */
function unlike(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** The owners are whom an alert rings when its own people cannot be rung. */
function auditOwners(organization: Audited, now: number): Finding[] {
  const action: Action = { type: "call_owners" };
  const { targets, reason } = organization.people(ANYWHERE, now)(action);
  if (targets.length > 0) return [];
  const why = sayWhyNobody(organization, ANYWHERE, action, reason ?? "nobody to ring");
  return [
    {
      code: "no_owner_reachable",
      severity: "fewer_than_planned",
      subject: { kind: "organization", id: organization.id, name: organization.name },
      message: `An alert whose own people cannot be rung has nobody left, for no owner can be rung either: ${why}.`,
      whatToDo: "Give an owner a primary phone that is verified and switched on.",
    },
  ];
}
