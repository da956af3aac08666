import type { AlertState } from "@callping/domain/alerts/alert";
import type { CallStatus } from "@callping/domain/calls/outcomes";
import type { Severity } from "@callping/domain/alerts/severity";

/** Rows as D1 gives them back: booleans are 0 and 1, JSON is text. The migrations' CHECKs hold the enums. */
export interface AlertRow {
  id: string;
  organization_id: string;
  version: number;
  endpoint_id: string;
  state: AlertState;
  severity: Severity;
  title: string;
  message: string | null;
  url: string | null;
  tool: string;
  test: 0 | 1;
  dedup_key: string;
  count: number;
  rule: string | null;
  action: string | null;
  created_at: string;
  updated_at: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  closed_at: string | null;
  close_reason: string | null;
}

export interface TimelineRow {
  seq: number;
  at: string;
  occurred_at: string | null;
  kind: string;
  actor: string;
  data: string;
}

export interface CallRow {
  id: string;
  request_id: string;
  alert_ids: string;
  drill_id: string | null;
  code_call_id: string | null;
  phone_id: string;
  member_id: string;
  number_masked: string;
  status: CallStatus;
  pbx_id: string | null;
  trunk_id: string | null;
  pbx_country: string | null;
  eu_only: 0 | 1;
  sip_code: number | null;
  cause: number | null;
  started_at: string;
  ringing_at: string | null;
  answered_at: string | null;
  ended_at: string | null;
  duration_ms: number | null;
  spoken: string;
  keys: string;
}
