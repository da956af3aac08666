import type { NumberView } from "@callping/contract/api/configuration";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";

type Row = Omit<NumberView, "primary" | "enabled" | "member" | "quiet_hours"> & {
  is_primary: 0 | 1;
  enabled: 0 | 1;
  member_id: string;
  member_name: string;
  quiet_hours: string | null;
};

/** Numbers of an organization, newest first, with whose they are. */
export async function listNumbers(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<NumberView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `SELECT phones.id, phones.number, phones.label, phones.language, phones.is_primary, phones.enabled, phones.verified_at, phones.quiet_hours, phones.created_at,
              phones.member_id, users.name AS member_name
         FROM phones JOIN members ON members.id = phones.member_id JOIN users ON users.id = members.user_id
        WHERE phones.organization_id = ? AND (phones.created_at, phones.id) < (?, ?)
        ORDER BY phones.created_at DESC, phones.id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<Row>();
  return toPage(results.map(toView), page.limit, (phone) => ({ at: phone.created_at, id: phone.id }));
}

function toView({ is_primary, enabled, member_id, member_name, quiet_hours, ...row }: Row): NumberView {
  return {
    ...row,
    primary: is_primary === 1,
    enabled: enabled === 1,
    // Written by this API, which let nothing else in.
    quiet_hours: quiet_hours === null ? null : (JSON.parse(quiet_hours) as NumberView["quiet_hours"]),
    member: { id: member_id, name: member_name },
  };
}
