import type { EndpointView } from "@callping/contract/api/endpoints";
import type { Database } from "../../db/statement.ts";

/** An endpoint as `ENDPOINT_ROWS` reads it: booleans are 0 and 1, a heartbeat is JSON. */
export type EndpointRow = Omit<
  EndpointView,
  "paused" | "alert_key_set" | "uuid_masked" | "heartbeat" | "sns_topic"
> & {
  uuid: string;
  paused: 0 | 1;
  alert_key_set: 0 | 1;
  heartbeat: string | null;
  topic_arn: string | null;
  pinned_at: string | null;
  confirmed_at: string | null;
};

/** Endpoints with their pinned topics; a `WHERE` on `endpoints` follows. */
export const ENDPOINT_ROWS = `SELECT endpoints.id, name, uuid, project_id, scenario_id, paused, default_severity,
    alert_key_digest IS NOT NULL AS alert_key_set, auto_close_seconds, dedup_template, grouping_window_seconds,
    grouping_template, heartbeat, created_at, topic_arn, pinned_at, confirmed_at
  FROM endpoints LEFT JOIN sns_topics ON sns_topics.endpoint_id = endpoints.id`;

/** An endpoint as the API shows it. */
export function toEndpointView(row: EndpointRow): EndpointView {
  const { uuid, paused, alert_key_set, heartbeat, topic_arn, pinned_at, confirmed_at, ...rest } = row;
  return {
    ...rest,
    uuid_masked: maskUuid(uuid),
    paused: paused === 1,
    alert_key_set: alert_key_set === 1,
    // Written by this API, which let nothing else in.
    heartbeat: heartbeat === null ? null : (JSON.parse(heartbeat) as EndpointView["heartbeat"]),
    sns_topic: topic_arn === null || pinned_at === null ? null : { arn: topic_arn, pinned_at, confirmed_at },
  };
}

/** `null` when this organization has no endpoint of that id. */
export async function readEndpointRow(
  db: Database,
  organizationId: string,
  endpointId: string,
): Promise<EndpointRow | null> {
  return db
    .prepare(`${ENDPOINT_ROWS} WHERE endpoints.organization_id = ? AND endpoints.id = ?`)
    .bind(organizationId, endpointId)
    .first<EndpointRow>();
}

/** `3f0c••••-••••-••••-••••-••••••••9a1b`: enough to recognise one, too little to use it. */
function maskUuid(uuid: string): string {
  return uuid.slice(0, 4) + uuid.slice(4, -4).replace(/[0-9a-f]/g, "•") + uuid.slice(-4);
}
