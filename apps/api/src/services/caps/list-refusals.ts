import type { RefusalView } from "@callping/contract/api/caps";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, type Page, type PageRequest, toPage } from "../page.ts";
import { sayReason } from "./words.ts";

type Row = Omit<RefusalView, "message" | "alert_ids"> & { alert_ids: string };

/** Numbers that an organization could not save, and calls that were not made, newest first; seconds behind. */
export async function listRefusals(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<RefusalView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `SELECT id, place, reason, phone_id, number_masked, version AS count, alert_ids, first_at, last_at FROM refusals
        WHERE organization_id = ? AND (first_at, id) < (?, ?) ORDER BY first_at DESC, id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<Row>();
  const views = results.map((row) => ({
    ...row,
    message: sayReason(row.reason),
    // Written by the Desk's projection and by `noteRefusedNumber` alone.
    alert_ids: JSON.parse(row.alert_ids) as string[],
  }));
  return toPage(views, page.limit, ({ first_at, id: refusal }) => ({ at: first_at, id: refusal }));
}
