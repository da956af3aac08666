import type { ContactView } from "@callping/contract/api/projects";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, type Page, type PageRequest, toPage } from "../page.ts";

type ContactRow = Omit<ContactView, "reachable"> & { reachable: 0 | 1 };

/** A `WHERE` on `contacts` follows. */
const CONTACT_ROWS = `SELECT id, name, created_at, EXISTS (
    SELECT 1 FROM contact_phones WHERE contact_id = contacts.id AND enabled = 1 AND verified_at IS NOT NULL
  ) AS reachable FROM contacts`;

function toContactView({ reachable, ...row }: ContactRow): ContactView {
  return { ...row, reachable: reachable === 1 };
}

/** `null` when this organization has no contact of that id. */
export async function readContact(
  db: Database,
  organizationId: string,
  id: string,
): Promise<ContactView | null> {
  const row = await db
    .prepare(`${CONTACT_ROWS} WHERE organization_id = ? AND id = ?`)
    .bind(organizationId, id)
    .first<ContactRow>();
  return row === null ? null : toContactView(row);
}

/** Contacts of an organization, newest first. */
export async function listContacts(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<ContactView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `${CONTACT_ROWS} WHERE organization_id = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<ContactRow>();
  return toPage(results.map(toContactView), page.limit, (view) => ({ at: view.created_at, id: view.id }));
}
