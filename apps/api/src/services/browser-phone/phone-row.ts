import type { Id } from "@callping/contract/ids";
import { browserNumber } from "@callping/domain/numbers/browser";
import { type Database, runBatch } from "../../db/statement.ts";
import { auditIfChanged } from "../audit/audit-statement.ts";
import type { Actor } from "../permission.ts";

export interface BrowserPhone {
  id: string;
  number: string;
}

const LABEL = "Browser";

/** A member's browser phone, if they have one yet. `null`: no such member in this organization. */
export async function findBrowserPhone(
  db: Database,
  organizationId: string,
  memberId: string,
): Promise<{ phone: BrowserPhone | null } | null> {
  const row = await db
    .prepare(
      `SELECT phones.id, phones.number FROM members
        LEFT JOIN phones ON phones.member_id = members.id AND phones.number GLOB '+999*'
        WHERE members.id = ? AND members.organization_id = ?`,
    )
    .bind(memberId, organizationId)
    .first<{ id: string | null; number: string | null }>();
  if (row === null) return null;
  return { phone: row.id === null || row.number === null ? null : { id: row.id, number: row.number } };
}

/**
 * Makes a member's browser phone; the one they have when somebody was faster. It is their primary phone when they have no
 * other: a telephone that rang before goes on ringing. Verified from the start: whoever may open a session is the one who would be asked.
 */
export async function makeBrowserPhone(
  db: Database,
  actor: Actor,
  memberId: string,
  id: Id<"phone">,
  now: string,
): Promise<BrowserPhone> {
  const { organizationId } = actor;
  const number = browserNumber(crypto.getRandomValues(new Uint8Array(8)));
  await runBatch(db, [
    {
      sql: `INSERT INTO phones (id, organization_id, member_id, number, label, is_primary, verified_at, created_at)
            SELECT ?1, ?2, ?3, ?4, ?5, NOT EXISTS (SELECT 1 FROM phones WHERE member_id = ?3), ?6, ?6
            WHERE NOT EXISTS (SELECT 1 FROM phones WHERE member_id = ?3 AND number GLOB '+999*')`,
      params: [id, organizationId, memberId, number, LABEL, now],
    },
    auditIfChanged({
      organizationId,
      actor: { id: actor.keyId, label: actor.keyName },
      action: "number.created",
      subject: id,
      detail: { kind: "browser", member_id: memberId },
      at: now,
    }),
  ]);
  const made = await findBrowserPhone(db, organizationId, memberId);
  if (made?.phone == null) throw new Error(`member ${memberId} went while their browser phone was made`);
  return made.phone;
}
