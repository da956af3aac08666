import { inForce, windowsOf } from "../maintenance/in-force.ts";
import type { Finding, Subject } from "./finding.ts";
import { ANYWHERE, type Audited } from "./organization.ts";
import type { Span } from "./reach.ts";
import { sayLength } from "./words.ts";

/** Maintenance that silences an endpoint for so much of the time is easily one that somebody forgot. */
const LONG_SHARE = 0.5;
const MOST_CHANGES = 1000;

/** Endpoints that ring nobody, whatever their scenario says. */
export function auditEndpoints(organization: Audited, span: Span): Finding[] {
  return organization.endpoints.flatMap((endpoint) => {
    const subject: Subject = { kind: "endpoint", id: endpoint.id, name: endpoint.name };
    const hasScenario = organization.scenarios.some(({ id }) => id === endpoint.scenarioId);
    return [
      ...(hasScenario ? [] : [withoutScenario(organization, subject, span)]),
      ...(endpoint.paused ? [paused(subject)] : silenced(organization, endpoint, subject, span)),
    ];
  });
}

function withoutScenario(organization: Audited, subject: Subject, { start }: Span): Finding {
  const owners = organization.people(ANYWHERE, start)({ type: "call_owners" }).targets;
  return {
    code: "endpoint_without_scenario",
    severity: owners.length > 0 ? "fewer_than_planned" : "nobody_reached",
    subject,
    message: `Endpoint “${subject.name}” has no scenario: its alerts ring ${owners.length > 0 ? "the owners alone" : "nobody, for no owner has a usable phone"}.`,
    whatToDo: "Give the endpoint a scenario.",
  };
}

function paused(subject: Subject): Finding {
  return {
    code: "endpoint_paused",
    severity: "worth_knowing",
    subject,
    message: `Endpoint “${subject.name}” is paused: its alerts are kept and ring nobody.`,
    whatToDo: "Resume it when its alerts are to ring again.",
  };
}

function silenced(
  organization: Audited,
  endpoint: Audited["endpoints"][number],
  subject: Subject,
  { start, end }: Span,
): Finding[] {
  const windows = windowsOf(organization.maintenance, endpoint);
  let silent = 0;
  let at = start;
  for (let change = 0; change < MOST_CHANGES && at < end; change += 1) {
    const { maintenance, windowsChangeAt } = inForce(windows, organization.timeZone, at);
    const until = Math.min(windowsChangeAt ?? end, end);
    if (maintenance !== null) silent += until - at;
    at = until;
  }
  if (silent < (end - start) * LONG_SHARE) return [];
  return [
    {
      code: "endpoint_in_long_maintenance",
      severity: silent < end - start ? "fewer_than_planned" : "nobody_reached",
      subject,
      message: `Maintenance silences endpoint “${subject.name}” for ${silent < end - start ? `${sayLength(silent)} of` : "all of"} the next ${sayLength(end - start)}: its alerts ring nobody until it ends.`,
      whatToDo: "Shorten or delete the maintenance if it is over.",
    },
  ];
}
