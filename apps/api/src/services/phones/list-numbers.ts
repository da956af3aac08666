import type { NumberView } from "@callping/contract/api/configuration";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";
import { NUMBER_ROWS, type NumberRow, toNumberView } from "./number-row.ts";

/** Numbers of an organization, newest first, with whose they are. */
export async function listNumbers(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<NumberView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `${NUMBER_ROWS} WHERE organization_id = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<NumberRow>();
  return toPage(results.map(toNumberView), page.limit, (phone) => ({ at: phone.created_at, id: phone.id }));
}
