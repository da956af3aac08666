import type { SuppressionRecord } from "../../objects/suppression-protocol.ts";

/** D1's copy of a suppression. */
export interface SuppressionRow extends Omit<SuppressionRecord, "active" | "by" | "at"> {
  active: 0 | 1;
  by_operator: string | null;
  changed_at: string;
}

export const SUPPRESSION_COLUMNS =
  "digest, scope, active, version, how, by_operator, reason, call_id, changed_at";

/** As its line has it. */
export function toSuppressionRecord({
  active,
  by_operator: by,
  changed_at,
  ...row
}: SuppressionRow): SuppressionRecord {
  return { ...row, by, active: active === 1, at: Date.parse(changed_at) };
}
