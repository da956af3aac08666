import type { NumberView } from "@callping/contract/api/configuration";
import { isBrowserNumber } from "@callping/domain/numbers/browser";
import { type NumberSource, type Objected, suppressedNumbers } from "../suppression/suppressed-numbers.ts";

/** The two tables of numbers: a member's and a contact's. */
export type NumberTable = "phones" | "contact_phones";
export const OWNER_COLUMN = { phones: "member_id", contact_phones: "contact_id" } as const;

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

const COLUMNS = "number, label, language, is_primary, enabled, verified_at, quiet_hours, ring_seconds";
const MEMBERS = `SELECT phones.id, phones.organization_id, phones.created_at, ${COLUMNS},
    'member' AS owner, members.id AS owner_id, users.name AS owner_name
  FROM phones JOIN members ON members.id = phones.member_id JOIN users ON users.id = members.user_id`;
const CONTACTS = `SELECT contact_phones.id, contact_phones.organization_id, contact_phones.created_at, ${COLUMNS},
    'contact' AS owner, contacts.id AS owner_id, contacts.name AS owner_name
  FROM contact_phones JOIN contacts ON contacts.id = contact_phones.contact_id`;

/** Everybody's numbers with whose they are; a `WHERE` follows. */
export const NUMBER_ROWS = `SELECT id, created_at, ${COLUMNS}, owner, owner_id, owner_name
  FROM (${MEMBERS} UNION ALL ${CONTACTS})`;

/** A number as the API shows it; `objected` has those that may not be called. */
export function toNumberView(
  { is_primary, enabled, owner, owner_id: id, owner_name: name, quiet_hours, ...row }: Row,
  objected: ReadonlyMap<string, Objected>,
): NumberView {
  return {
    ...row,
    kind: isBrowserNumber(row.number) ? "browser" : "telephone",
    primary: is_primary === 1,
    enabled: enabled === 1,
    objected: objected.get(row.number) ?? null,
    // Written by this API, which let nothing else in.
    quiet_hours: quiet_hours === null ? null : (JSON.parse(quiet_hours) as NumberView["quiet_hours"]),
    member: owner === "member" ? { id, name } : null,
    contact: owner === "contact" ? { id, name } : null,
  };
}

export type NumberRow = Row;

/** `null` when this organization has no number of that id. */
export async function readNumber(
  env: NumberSource,
  organizationId: string,
  id: string,
): Promise<NumberView | null> {
  const row = await env.DB.prepare(`${NUMBER_ROWS} WHERE organization_id = ? AND id = ?`)
    .bind(organizationId, id)
    .first<Row>();
  return row === null ? null : toNumberView(row, await suppressedNumbers(env, [row.number], organizationId));
}

/** Where a number stands, and whose it is. */
export function placeOf(number: Pick<NumberView, "member" | "contact">): {
  table: NumberTable;
  ownerId: string;
  ownerName: string;
} {
  const { member, contact } = number;
  const owner = member ?? contact;
  return {
    table: member === null ? "contact_phones" : "phones",
    ownerId: owner?.id ?? "",
    ownerName: owner?.name ?? "",
  };
}
