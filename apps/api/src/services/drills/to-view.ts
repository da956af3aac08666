import type { DrillDetail, DrillView } from "@callping/contract/api/drills";
import type { DrillRecord } from "../../objects/desk-protocol.ts";
import { without } from "../without.ts";

/** A drill's row in D1. */
export type DrillRow = Omit<DrillRecord, "organization_id" | "version" | "call_ids" | "timeline"> & {
  call_ids: string;
};

export const DRILL_COLUMNS = `id, member_id, phone_id, label, number_masked, origin, planned_at, state, result, outcome, missed_reason,
  ms_to_key, ended_at, call_ids`;

/** A drill as a list shows it. */
export function toDrillView({ number_masked, call_ids, ...row }: DrillRow): DrillView {
  return { ...row, number: number_masked, call_ids: JSON.parse(call_ids) as string[] };
}

/** A drill with its timeline, as its Desk or D1 has it. */
export function toDrillDetail(record: DrillRecord): DrillDetail {
  const { number_masked, ...rest } = without(record, "organization_id", "version");
  return { ...rest, number: number_masked };
}
