import type ICAL from "ical.js";
import type { Report } from "../rules/problem.ts";
import { SCHEDULE_LIMITS } from "./schedule.ts";

/** Whom an event of an imported calendar can mean. */
export interface Person {
  id: string;
  name: string;
  email: string | null;
}

/**
 * Who an event puts on call: its attendees by their address; without attendees the names in its summary, `Ada Example` or
 * `On call: Ada Example, Ben Example`. Somebody unknown is a problem.
 */
export function findPeople(
  event: InstanceType<typeof ICAL.Component>,
  people: readonly Person[],
  path: string,
  report: Report,
): string[] {
  const attendees = event.getAllProperties("attendee").map((property) => {
    const value: unknown = property.getFirstValue();
    return typeof value === "string" ? value.replace(/^mailto:/i, "") : "";
  });
  const summary: unknown = event.getFirstPropertyValue("summary");
  const names =
    attendees.length > 0 || typeof summary !== "string" ? [] : summary.replace(/^on call:/i, "").split(",");
  const wanted = [
    ...attendees.map((email) => ({
      text: email,
      id: people.find((person) => isSame(person.email, email))?.id,
    })),
    ...names.map((name) => ({
      text: name.trim(),
      id: people.find((person) => isSame(person.name, name))?.id,
    })),
  ];
  if (wanted.length === 0)
    report(path, "missing", "The event names nobody: give it attendees, or a member's name as its summary.");
  const most = SCHEDULE_LIMITS.membersOfEntry;
  if (wanted.length > most)
    report(path, "out_of_range", `The event names ${wanted.length} people; at most ${most}.`);
  for (const { text, id } of wanted)
    if (id === undefined)
      report(path, "unknown_value", `"${text.slice(0, 60)}" is nobody of this organization.`);
  return [...new Set(wanted.flatMap(({ id }) => (id === undefined ? [] : [id])))];
}

function isSame(one: string | null, other: string): boolean {
  return one !== null && one.trim().toLowerCase() === other.trim().toLowerCase();
}
