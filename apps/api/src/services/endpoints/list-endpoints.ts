import type { EndpointView } from "@callping/contract/api/endpoints";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";
import { ENDPOINT_ROWS, type EndpointRow, toEndpointView } from "./endpoint-row.ts";

/** Endpoints of an organization, newest first. The UUID opens the endpoint, so it is masked. */
export async function listEndpoints(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<EndpointView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `${ENDPOINT_ROWS} WHERE endpoints.organization_id = ? AND (created_at, endpoints.id) < (?, ?)
        ORDER BY created_at DESC, endpoints.id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<EndpointRow>();
  return toPage(results.map(toEndpointView), page.limit, (endpoint) => ({
    at: endpoint.created_at,
    id: endpoint.id,
  }));
}
