import type { AlertRow } from "../../db/rows.ts";
import type { AlertView } from "../../objects/desk-protocol.ts";
import { without } from "../without.ts";

/** An alert as the API shows it, from its row in D1. */
export function toAlertView(row: AlertRow): AlertView {
  return { ...without(row, "organization_id", "version"), test: row.test === 1 };
}
