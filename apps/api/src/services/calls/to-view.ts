import type { CallView } from "@callping/contract/api/calls";
import type { CallRow } from "../../db/rows.ts";
import type { CallRecord } from "../../objects/desk-protocol.ts";
import { without } from "../without.ts";

/** A call of D1 as the API shows it. The JSON columns were written by the projection in just these shapes. */
export function toCallView({ number_masked, alert_ids, eu_only, spoken, keys, ...row }: CallRow): CallView {
  const alerts = JSON.parse(alert_ids) as CallView["alert_ids"];
  return {
    ...row,
    kind: kindOf(row.drill_id, row.code_call_id, alerts),
    number: number_masked,
    alert_ids: alerts,
    eu_only: eu_only === 1,
    spoken: JSON.parse(spoken) as CallView["spoken"],
    keys: JSON.parse(keys) as CallView["keys"],
  };
}

/** A call that a Desk still has, as the API shows it. */
export function viewOfRecord(record: CallRecord): CallView {
  const {
    number_masked,
    drill_id = null,
    code_call_id = null,
    pbx_country = null,
    eu_only = false,
    ...rest
  } = without(record, "organization_id", "version");
  const kind = kindOf(drill_id, code_call_id, rest.alert_ids);
  return { ...rest, drill_id, code_call_id, pbx_country, eu_only, kind, number: number_masked };
}

/** An alert that took the call of a drill or a code over is what the call was for. */
function kindOf(
  drillId: string | null,
  codeCallId: string | null,
  alertIds: readonly string[],
): CallView["kind"] {
  if (alertIds.length > 0) return "alert";
  if (codeCallId !== null) return "code";
  return drillId === null ? "alert" : "drill";
}

export const CALL_COLUMNS = `id, request_id, alert_ids, drill_id, code_call_id, phone_id, member_id, number_masked, status, pbx_id, trunk_id, pbx_country, eu_only, sip_code, cause,
  started_at, ringing_at, answered_at, ended_at, duration_ms, spoken, keys`;
