import type { Person } from "@callping/domain/schedules/ical-people";
import type { Database } from "../../db/statement.ts";

/** Everybody of an organization, as far as calendars name them. */
export async function readPeople(db: Database, organizationId: string): Promise<Person[]> {
  const { results } = await db
    .prepare(
      `SELECT members.id, users.name, users.email FROM members JOIN users ON users.id = members.user_id
        WHERE members.organization_id = ? ORDER BY members.created_at, members.id`,
    )
    .bind(organizationId)
    .all<Person>();
  return results;
}

/** Names by id. */
export function namesOf(people: readonly Person[]): Record<string, string> {
  return Object.fromEntries(people.map(({ id, name }) => [id, name]));
}
