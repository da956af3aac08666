import type { CallView } from "@callping/contract/api/calls";
import type { CallRow } from "../../db/rows.ts";

/** A call as the API shows it. The JSON columns were written by the projection in just these shapes. */
export function toCallView({ number_masked, alert_ids, spoken, keys, ...row }: CallRow): CallView {
  const alerts = JSON.parse(alert_ids) as CallView["alert_ids"];
  return {
    ...row,
    // An alert that took a drill's call over is what the call was for.
    kind: row.drill_id !== null && alerts.length === 0 ? "drill" : "alert",
    number: number_masked,
    alert_ids: alerts,
    spoken: JSON.parse(spoken) as CallView["spoken"],
    keys: JSON.parse(keys) as CallView["keys"],
  };
}

export const CALL_COLUMNS = `id, request_id, alert_ids, drill_id, phone_id, member_id, number_masked, status, pbx_id, trunk_id, sip_code, cause,
  started_at, ringing_at, answered_at, ended_at, duration_ms, spoken, keys`;
