import type { AlertView } from "../../objects/desk-protocol.ts";
import type { AlertRow } from "../../db/rows.ts";

/** An alert as the API shows it, from its row in D1. */
export function toAlertView({ organization_id: _organization, version: _version, test, ...row }: AlertRow): AlertView {
  return { ...row, test: test === 1 };
}
