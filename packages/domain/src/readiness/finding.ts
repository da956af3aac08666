/** How bad it is for an alert, worst first. */
export const FINDING_SEVERITIES = ["nobody_reached", "fewer_than_planned", "worth_knowing"] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

export const FINDING_CODES = [
  "plan_reaches_nobody",
  "step_reaches_nobody",
  "catch_all_reaches_nobody",
  "quiet_hours_leave_nobody",
  "quiet_hours_leave_step",
  "plan_reaches_one",
  "schedule_gap",
  "schedule_unreadable",
  "on_call_without_phone",
  "no_owner_reachable",
  "endpoint_without_scenario",
  "endpoint_paused",
  "endpoint_in_long_maintenance",
  "calls_stopped",
  "calls_held_back",
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export const SUBJECT_KINDS = [
  "organization",
  "endpoint",
  "scenario",
  "rule",
  "schedule",
  "member",
  "contact",
] as const;

/** What a finding is about. */
export interface Subject {
  kind: (typeof SUBJECT_KINDS)[number];
  id: string;
  name: string;
}

/** One reason why somebody would not be reached. */
export interface Finding {
  code: FindingCode;
  severity: FindingSeverity;
  subject: Subject;
  /** One sentence: what would happen to an alert. */
  message: string;
  whatToDo: string;
}

/** The worst first, and the same of the same thing side by side. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding): number => FINDING_SEVERITIES.indexOf(severity);
  const name = ({ subject, code }: Finding): string =>
    `${subject.kind} ${subject.name} ${subject.id} ${code}`;
  return findings.toSorted((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : 1));
}

/** What a change has brought: findings after it that were not there before, without what is only worth knowing. */
export function newFindings(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const key = ({ code, severity, subject }: Finding): string =>
    JSON.stringify([code, severity, subject.kind, subject.id]);
  const known = new Set(before.map(key));
  return after.filter((finding) => finding.severity !== "worth_knowing" && !known.has(key(finding)));
}
