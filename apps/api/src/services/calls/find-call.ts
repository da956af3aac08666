import type { CallView } from "@callping/contract/api/calls";
import type { CallRow } from "../../db/rows.ts";
import type { Database } from "../../db/statement.ts";
import { CALL_COLUMNS, toCallView } from "./to-view.ts";

/** One call; `null` when this organization has none of that id. */
export async function findCall(
  db: Database,
  organizationId: string,
  callId: string,
): Promise<CallView | null> {
  const statement = db.prepare(`SELECT ${CALL_COLUMNS} FROM call_logs WHERE id = ? AND organization_id = ?`);
  const row = await statement.bind(callId, organizationId).first<CallRow>();
  return row === null ? null : toCallView(row);
}
