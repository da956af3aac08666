import { createId } from "@callping/contract/ids";
import type { Statement } from "../../db/statement.ts";

export interface AuditEntry {
  /** `null`: of a person's account, whatever their organizations. */
  organizationId: string | null;
  /** Who did it: an API key's or a person's id, and the name to show. */
  actor: { id: string; label: string };
  /** `endpoint.created`, `endpoint.changed` … */
  action: string;
  /** Id of what was changed. */
  subject: string;
  /** What changed. Never a secret. */
  detail: Record<string, unknown>;
  /** ISO 8601, UTC, milliseconds. */
  at: string;
}

/** The audit row of a change; it goes into the batch of the change itself, so that neither is without the other. */
export function auditStatement({
  organizationId,
  actor,
  action,
  subject,
  detail,
  at,
}: AuditEntry): Statement {
  return {
    sql: "INSERT INTO audit_log (id, organization_id, actor_id, actor_label, action, subject, detail, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    params: [
      createId("audit"),
      organizationId,
      actor.id,
      actor.label,
      action,
      subject,
      JSON.stringify(detail),
      at,
    ],
  };
}

/** The audit row of the statement right before it in the batch, if that one changed a row: else nothing happened. */
export function auditIfChanged(entry: AuditEntry): Statement {
  const { sql, params } = auditStatement(entry);
  return { sql: sql.replace(/VALUES \((.+)\)$/, "SELECT $1 WHERE changes() > 0"), params };
}
