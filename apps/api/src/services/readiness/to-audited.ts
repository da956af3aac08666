import type { ResolvePeople } from "@callping/domain/alerts/alert";
import { parseSchedule } from "@callping/domain/maintenance/parse-schedule";
import { parseQuietHours } from "@callping/domain/maintenance/quiet-hours";
import { checkCallable } from "@callping/domain/caps/check-callable";
import type { NumberPolicy } from "@callping/domain/numbers/policy";
import type { Audited, AuditedPhone, Place } from "@callping/domain/readiness/organization";
import { peopleOf } from "../../objects/desk/people.ts";
import type { Snapshot, SnapshotPhone } from "../../objects/desk-protocol.ts";
import { compileStored } from "../scenarios/compile-stored.ts";
import { scheduleOf } from "../schedules/on-call-now.ts";

/** What a snapshot does not say of numbers. */
export interface NumberFacts {
  /** Numbers whose holders asked not to be called a moment ago, so that the snapshot does not say it. */
  objections: ReadonlySet<string>;
  /** `DEPLOYMENT`: numbers of fiction ring on one machine only. */
  deployment: string;
  /** What operators refuse; the defaults when left out. */
  policy?: NumberPolicy;
}

/** A Desk's snapshot as the audit reads it. Who is reached is answered by the Desk's own function. */
export function toAudited(snapshot: Snapshot, facts: NumberFacts): Audited {
  const phones = snapshot.phones.map((phone) => toPhone(phone, facts, snapshot.organization.countries));
  const refused = new Set(phones.flatMap((phone) => (phone.refused === null ? [] : phone.id)));
  const objections = { all: () => facts.objections };
  const people = ({ scenarioId, projectId }: Place, at: number): ResolvePeople => {
    const of = { scenario_id: scenarioId ?? "", project_id: projectId };
    const resolve = peopleOf(snapshot, of, objections, () => at);
    return (action) => withoutRefused(resolve(action), refused);
  };
  const { id, name, time_zone } = snapshot.organization;
  return {
    id,
    name,
    timeZone: time_zone,
    members: snapshot.members,
    contacts: snapshot.contacts ?? [],
    phones,
    people,
    schedules: (snapshot.schedules ?? []).map((stored) => ({
      id: stored.id,
      name: stored.name,
      schedule: scheduleOf(stored),
    })),
    scenarios: snapshot.scenarios.map((scenario) => {
      const { rules, plan } = compileStored(scenario);
      const { primary_member_id: primaryMemberId } = scenario;
      return {
        id: scenario.id,
        name: scenario.name,
        primaryMemberId,
        rules: rules.map(({ rule }) => rule),
        plan,
      };
    }),
    endpoints: snapshot.endpoints.map((endpoint) => ({
      id: endpoint.id,
      name: endpoint.name,
      projectId: endpoint.project_id,
      scenarioId: endpoint.scenario_id,
      paused: endpoint.paused,
    })),
    maintenance: (snapshot.maintenance ?? []).flatMap((stored) => {
      const schedule = parseSchedule(stored.schedule);
      const { endpoint_id: endpointId, project_id: projectId } = stored;
      return schedule.ok
        ? [{ id: stored.id, name: stored.name, endpointId, projectId, schedule: schedule.value }]
        : [];
    }),
  };
}

/** The Desk learns of a number that may not be called when it dials it, and gives the phone up then. */
function withoutRefused(
  { targets, reason }: ReturnType<ResolvePeople>,
  refused: ReadonlySet<string>,
): ReturnType<ResolvePeople> {
  const callable = targets.filter(({ phoneId }) => !refused.has(phoneId));
  return {
    targets: callable,
    reason: callable.length < targets.length ? "their numbers may not be called" : reason,
  };
}

function toPhone(
  phone: SnapshotPhone,
  facts: NumberFacts,
  countries: readonly string[] | undefined,
): AuditedPhone {
  const { id, member_id: memberId, primary, enabled, verified, quiet_hours } = phone;
  const quiet = quiet_hours == null ? null : parseQuietHours(quiet_hours);
  return {
    id,
    memberId,
    primary,
    enabled,
    verified,
    refused: whyRefused(phone, facts, countries),
    quiet: quiet?.ok === true ? quiet.value : null,
  };
}

function whyRefused(
  { number, objected }: SnapshotPhone,
  { objections, deployment, policy }: NumberFacts,
  countries: readonly string[] | undefined,
): string | null {
  if (objected === true || objections.has(number)) return "its holder asked not to be called";
  const context = { ...policy, fictionAllowed: deployment === "local", browserAllowed: true };
  const checked = checkCallable(number, context, countries);
  return checked.ok ? null : checked.error.message;
}
