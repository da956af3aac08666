import { isTold } from "@callping/domain/caps/stop";
import type { Statement } from "../db/statement.ts";
import type { RefusalRecord } from "../objects/desk-protocol.ts";

/** What D1 learns beside the row itself: its audit row once, and the owners' mail once a day and reason. */
export function toldOfRefusal(row: RefusalRecord): Statement[] {
  return isTold(row.reason) ? [audit(row), mail(row)] : [audit(row)];
}

function audit({ id, organization_id, phone_id, reason, number_masked, first_at }: RefusalRecord): Statement {
  const detail = { reason, number: number_masked, place: "call" };
  return {
    sql: `INSERT INTO audit_log (id, organization_id, actor_id, actor_label, action, subject, detail, created_at)
          VALUES (?, ?, 'callping', 'CallPing', 'call.refused', ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    params: [`aud_${id.slice("ref_".length)}`, organization_id, phone_id, JSON.stringify(detail), first_at],
  };
}

/** Names the first alert that it held back. */
function mail({ organization_id, reason, alert_ids, first_at }: RefusalRecord): Statement {
  return {
    sql: `INSERT INTO outgoing_mail (id, organization_id, user_id, template, data, reference, next_try_at, created_at)
          SELECT 'mai_' || hex(randomblob(13)), organizations.id, members.user_id, 'calls_held_back',
                 json_object('organization', organizations.name, 'reason', ?2, 'alert', ?3, 'endpoint', endpoints.name,
                             'severity', alerts.severity, 'at', ?4),
                 'held/' || organizations.id || '/' || substr(?4, 1, 10) || '/' || ?2 || '/' || members.user_id, ?4, ?4
            FROM organizations JOIN members ON members.organization_id = organizations.id AND members.role = 'owner'
            LEFT JOIN alerts ON alerts.id = ?3 AND alerts.organization_id = organizations.id
            LEFT JOIN endpoints ON endpoints.id = alerts.endpoint_id AND endpoints.organization_id = organizations.id
           WHERE organizations.id = ?1 ON CONFLICT (reference) DO NOTHING`,
    params: [organization_id, reason, alert_ids[0] ?? null, first_at],
  };
}
