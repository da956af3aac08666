import type { SuppressionView } from "@callping/contract/api/suppressions";
import type { Env } from "../../env.ts";
import { AFTER_NOTHING, type Page, type PageRequest, toPage } from "../page.ts";
import { SUPPRESSION_COLUMNS, type SuppressionRow, toSuppressionRecord } from "./suppression-row.ts";
import { toSuppressionView } from "./suppression-view.ts";

/** Unique, and short enough for a cursor. */
const PLACE = "substr(digest, 1, 24) || '-' || replace(scope, '*', 'everybody')";

/** Numbers that are not called, of all organizations, the last change first. */
export async function listSuppressions(
  { DB }: Pick<Env, "DB">,
  { after, limit }: PageRequest,
): Promise<Page<SuppressionView>> {
  const { at, id } = after ?? AFTER_NOTHING;
  const { results } = await DB.prepare(
    `SELECT ${SUPPRESSION_COLUMNS}, ${PLACE} AS place FROM suppressions WHERE (changed_at, ${PLACE}) < (?, ?)
      ORDER BY changed_at DESC, place DESC LIMIT ?`,
  )
    .bind(at, id, limit + 1)
    .all<SuppressionRow & { place: string }>();
  const { items, next } = toPage(results, limit, ({ changed_at, place }) => ({ at: changed_at, id: place }));
  return { items: items.map((row) => toSuppressionView(toSuppressionRecord(row))), next };
}
