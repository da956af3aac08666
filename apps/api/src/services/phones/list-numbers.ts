import type { NumberView } from "@callping/contract/api/configuration";
import { isBrowserNumber } from "@callping/domain/numbers/browser";
import { type NumberSource, type Objected, suppressedNumbers } from "../suppression/suppressed-numbers.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";

type Row = Omit<
  NumberView,
  "kind" | "primary" | "enabled" | "objected" | "member" | "contact" | "quiet_hours"
> & {
  is_primary: 0 | 1;
  enabled: 0 | 1;
  owner: "member" | "contact";
  owner_id: string;
  owner_name: string;
  quiet_hours: string | null;
};

const COLUMNS = "number, label, language, is_primary, enabled, verified_at, quiet_hours";
const MEMBERS = `SELECT phones.id, phones.organization_id, phones.created_at, ${COLUMNS},
    'member' AS owner, members.id AS owner_id, users.name AS owner_name
  FROM phones JOIN members ON members.id = phones.member_id JOIN users ON users.id = members.user_id`;
const CONTACTS = `SELECT contact_phones.id, contact_phones.organization_id, contact_phones.created_at, ${COLUMNS},
    'contact' AS owner, contacts.id AS owner_id, contacts.name AS owner_name
  FROM contact_phones JOIN contacts ON contacts.id = contact_phones.contact_id`;

/** Numbers of an organization, newest first, with whose they are. */
export async function listNumbers(
  env: NumberSource,
  organizationId: string,
  page: PageRequest,
): Promise<Page<NumberView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await env.DB.prepare(
    `SELECT id, created_at, ${COLUMNS}, owner, owner_id, owner_name FROM (${MEMBERS} UNION ALL ${CONTACTS})
        WHERE organization_id = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
  )
    .bind(organizationId, at, id, page.limit + 1)
    .all<Row>();
  const numbers = results.map(({ number }) => number);
  const objected = await suppressedNumbers(env, numbers, organizationId);
  const views = results.map((row) => toView(row, objected.get(row.number) ?? null));
  return toPage(views, page.limit, (phone) => ({ at: phone.created_at, id: phone.id }));
}

function toView(
  { is_primary, enabled, owner, owner_id: id, owner_name: name, quiet_hours, ...row }: Row,
  objected: Objected | null,
): NumberView {
  return {
    ...row,
    kind: isBrowserNumber(row.number) ? "browser" : "telephone",
    primary: is_primary === 1,
    enabled: enabled === 1,
    objected,
    // Written by this API, which let nothing else in.
    quiet_hours: quiet_hours === null ? null : (JSON.parse(quiet_hours) as NumberView["quiet_hours"]),
    member: owner === "member" ? { id, name } : null,
    contact: owner === "contact" ? { id, name } : null,
  };
}
