import type { RequestView } from "@callping/contract/api/requests";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";

/** A page of bodies of 256 KiB each would be 50 MB: a list shows their beginning. */
export const SHOWN_BODY_CHARACTERS = 4_096;

type Row = Omit<RequestView, "headers" | "alert_ids" | "body_truncated"> & {
  headers: string;
  alert_ids: string;
  body_truncated: 0 | 1;
};

/**
 * Requests of an endpoint, newest first.
 * @param held those that D1 may not have yet, from the Desks, by the same page request.
 */
export async function listRequests(
  db: Database,
  of: { organizationId: string; endpointId: string },
  held: readonly RequestView[],
  page: PageRequest,
): Promise<Page<RequestView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `SELECT id, endpoint_id, received_at, method, content_type, headers, substr(body, 1, ?) AS body,
              length(body) > ? AS body_truncated, body_bytes, result, alert_ids
         FROM incoming_requests WHERE organization_id = ? AND endpoint_id = ? AND (received_at, id) < (?, ?)
        ORDER BY received_at DESC, id DESC LIMIT ?`,
    )
    .bind(
      SHOWN_BODY_CHARACTERS,
      SHOWN_BODY_CHARACTERS,
      of.organizationId,
      of.endpointId,
      at,
      id,
      page.limit + 1,
    )
    .all<Row>();
  const stored = new Set(results.map((row) => row.id));
  const merged = [...results.map(toView), ...held.filter((request) => !stored.has(request.id))];
  const newestFirst = merged.toSorted((one, other) => (isBefore(one, other) ? 1 : -1));
  return toPage(newestFirst, page.limit, (request) => ({ at: request.received_at, id: request.id }));
}

function isBefore(one: RequestView, other: RequestView): boolean {
  if (one.received_at !== other.received_at) return one.received_at < other.received_at;
  return one.id < other.id;
}

/** Written by the projection from a request's record, so it reads back as one. */
function toView({ headers, alert_ids, body_truncated, ...row }: Row): RequestView {
  return {
    ...row,
    headers: JSON.parse(headers) as Record<string, string>,
    alert_ids: JSON.parse(alert_ids) as string[],
    body_truncated: body_truncated === 1,
  };
}
