import type { EndpointView } from "@callping/contract/api/configuration";
import type { Database } from "../../db/statement.ts";
import { AFTER_NOTHING, toPage } from "../page.ts";
import type { Page, PageRequest } from "../page.ts";

type Row = Omit<EndpointView, "paused" | "alert_key_set" | "uuid_masked"> & {
  uuid: string;
  paused: 0 | 1;
  alert_key_set: 0 | 1;
};

/** Endpoints of an organization, newest first. The UUID opens the endpoint, so it is masked. */
export async function listEndpoints(
  db: Database,
  organizationId: string,
  page: PageRequest,
): Promise<Page<EndpointView>> {
  const { at, id } = page.after ?? AFTER_NOTHING;
  const { results } = await db
    .prepare(
      `SELECT id, name, uuid, project_id, scenario_id, paused, default_severity, alert_key_digest IS NOT NULL AS alert_key_set, auto_close_seconds, created_at
         FROM endpoints WHERE organization_id = ? AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
    )
    .bind(organizationId, at, id, page.limit + 1)
    .all<Row>();
  return toPage(results.map(toView), page.limit, (endpoint) => ({
    at: endpoint.created_at,
    id: endpoint.id,
  }));
}

function toView({ uuid, paused, alert_key_set, ...row }: Row): EndpointView {
  return { ...row, uuid_masked: maskUuid(uuid), paused: paused === 1, alert_key_set: alert_key_set === 1 };
}

/** `3f0c••••-••••-••••-••••-••••••••9a1b`: enough to recognise one, too little to use it. */
export function maskUuid(uuid: string): string {
  return uuid.slice(0, 4) + uuid.slice(4, -4).replace(/[0-9a-f]/g, "•") + uuid.slice(-4);
}
