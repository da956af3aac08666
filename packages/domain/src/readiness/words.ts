import type { Action } from "../rules/action.ts";
import type { Audited, Place } from "./organization.ts";

const MOST_NAMED = 3;

/** A formatter costs a hundred times what one reading costs; an audit has one zone. */
let known: { timeZone: string; formatter: Intl.DateTimeFormat } | null = null;

/** A zone that this runtime does not know is read as UTC. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  if (known?.timeZone === timeZone) return known.formatter;
  let formatter: Intl.DateTimeFormat;
  try {
    formatter = makeFormatter(timeZone);
  } catch {
    formatter = makeFormatter("UTC"); // A RangeError is how Intl says that it knows no such zone.
  }
  known = { timeZone, formatter };
  return formatter;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
}

/** `Sat 28 Nov, 22:00` on the organization's clock. */
export function sayMoment(at: number, timeZone: string): string {
  const parts = formatterOf(timeZone).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")}, ${part("hour")}:${part("minute")}`;
}

/** `8 hours`, `40 minutes`. */
export function sayLength(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 90) return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

/** Why an action has no phone to ring: of people that it names their own reasons, else what the Desk would say. */
export function sayWhyNobody(
  organization: Audited,
  { scenarioId }: Place,
  action: Action,
  reason: string,
): string {
  const ids = namedBy(organization, scenarioId, action);
  const people = [...organization.members, ...organization.contacts];
  const named = people.filter(({ id }) => ids.includes(id));
  if (named.length === 0) return reason;
  const said = named.slice(0, MOST_NAMED).map(({ id, name }) => `${name} ${sayWhyNoPhone(organization, id)}`);
  const more = named.length - said.length;
  return said.join(", ") + (more > 0 ? `, and ${more} more` : "");
}

/** Completes “Ada …” for a member whom no call reaches. */
export function sayWhyNoPhone({ phones }: Audited, memberId: string): string {
  const own = phones.filter((phone) => phone.memberId === memberId);
  const primary = own.find((phone) => phone.primary);
  const phone = primary ?? own[0];
  if (phone === undefined) return "has no phone";
  const which = primary === undefined ? "no usable phone: the first" : "a primary phone that";
  if (!phone.verified) return `has ${which} is not verified`;
  if (!phone.enabled) return `has ${which} is switched off`;
  return `has ${which} may not be called${phone.refused === null ? "" : ` (${phone.refused})`}`;
}

function namedBy(
  { scenarios, members }: Audited,
  scenarioId: string | null,
  action: Action,
): readonly string[] {
  switch (action.type) {
    case "call_primary":
      return scenarios.flatMap((scenario) => (scenario.id === scenarioId ? scenario.primaryMemberId : []));
    case "call_member":
      return [action.memberId];
    case "call_owners":
      return members.flatMap(({ id, role }) => (role === "owner" ? id : []));
    case "call_all":
    case "call_project":
    case "call_on_schedule":
    case "record_only":
      return [];
  }
}
