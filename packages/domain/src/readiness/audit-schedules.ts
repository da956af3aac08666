import { coverage } from "../schedules/coverage.ts";
import type { Finding, Subject } from "./finding.ts";
import { ANYWHERE, type Audited } from "./organization.ts";
import type { Span } from "./reach.ts";
import { sayLength, sayMoment, sayWhyNoPhone } from "./words.ts";

/** Gaps, and people who come on call without a phone. What no plan calls is only worth knowing. */
export function auditSchedules(organization: Audited, span: Span, called: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  const without = new Map<string, { names: string[]; called: boolean }>();
  for (const { id, name, schedule } of organization.schedules) {
    const isCalled = called.has(id);
    const subject: Subject = { kind: "schedule", id, name };
    if (schedule === null) {
      findings.push(unreadable(subject, isCalled));
      continue;
    }
    const { gaps, people } = coverage(schedule, span.start, span.end);
    if (gaps.length > 0) findings.push(gapsOf(organization, subject, gaps, isCalled));
    for (const { memberId } of people) {
      if (organization.people(ANYWHERE, span.start)({ type: "call_member", memberId }).targets.length > 0)
        continue;
      const known = without.get(memberId) ?? { names: [], called: false };
      without.set(memberId, { names: [...known.names, name], called: known.called || isCalled });
    }
  }
  return [...findings, ...[...without].map(([id, schedules]) => withoutPhone(organization, id, schedules))];
}

function unreadable(subject: Subject, isCalled: boolean): Finding {
  return {
    code: "schedule_unreadable",
    severity: isCalled ? "fewer_than_planned" : "worth_knowing",
    subject,
    message: `Schedule “${subject.name}” cannot be read, so nobody is on call on it: an alert goes on to its next people at once.`,
    whatToDo: "Save the schedule anew.",
  };
}

function gapsOf({ timeZone }: Audited, subject: Subject, gaps: readonly Span[], isCalled: boolean): Finding {
  const [first] = gaps;
  const total = gaps.reduce((sum, { start, end }) => sum + end - start, 0);
  const when =
    first === undefined
      ? ""
      : ` from ${sayMoment(first.start, timeZone)}, for ${sayLength(first.end - first.start)}`;
  const all = gaps.length === 1 ? "" : ` (${gaps.length} gaps in 14 days, ${sayLength(total)} together)`;
  return {
    code: "schedule_gap",
    severity: isCalled ? "fewer_than_planned" : "worth_knowing",
    subject,
    message: `Nobody is on call on “${subject.name}”${when}${all}: an alert then goes on to its next people at once.`,
    whatToDo: "Add a layer or an override for that time.",
  };
}

function withoutPhone(
  organization: Audited,
  memberId: string,
  { names, called }: { names: readonly string[]; called: boolean },
): Finding {
  const contact = organization.contacts.find(({ id }) => id === memberId);
  const name = (organization.members.find(({ id }) => id === memberId) ?? contact)?.name;
  const why =
    name === undefined ? "is not in the organization any more" : sayWhyNoPhone(organization, memberId);
  return {
    code: "on_call_without_phone",
    severity: called ? "fewer_than_planned" : "worth_knowing",
    subject: { kind: contact ? "contact" : "member", id: memberId, name: name ?? memberId },
    message: `${name ?? "Somebody"} is on call within 14 days (${names.join(", ")}) and ${why}: an alert of that time does not ring them.`,
    whatToDo: "Give them a primary phone that is verified and switched on, or take them off the schedule.",
  };
}
