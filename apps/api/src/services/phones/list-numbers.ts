import type { NumberView } from "@callping/contract/api/configuration";
import { type NumberSource, suppressedNumbers } from "../suppression/suppressed-numbers.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";
import { NUMBER_ROWS, type NumberRow, toNumberView } from "./number-row.ts";

/** Numbers of an organization, newest first, with whose they are. */
export async function listNumbers(
  env: NumberSource,
  organizationId: string,
  page: PageRequest,
): Promise<Page<NumberView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await env.DB.prepare(
    `${NUMBER_ROWS} WHERE organization_id = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
  )
    .bind(organizationId, at, id, page.limit + 1)
    .all<NumberRow>();
  const numbers = results.map(({ number }) => number);
  const objected = await suppressedNumbers(env, numbers, organizationId);
  const views = results.map((row) => toNumberView(row, objected));
  return toPage(views, page.limit, (phone) => ({ at: phone.created_at, id: phone.id }));
}
