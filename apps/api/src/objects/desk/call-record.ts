import { maskNumber } from "@callping/domain/numbers/mask";
import type { CallRecord, SnapshotPhone } from "../desk-protocol.ts";
import type { CallReport } from "../protocol.ts";
import { iso } from "./views.ts";

export interface NewCall {
  organizationId: string;
  requestId: string;
  drillId: string | null;
  codeCallId?: string | undefined;
  phone: SnapshotPhone;
}

/** A call's first line in `call_logs`. */
export function newCallRecord(
  callId: string,
  at: number,
  { organizationId, requestId, drillId, codeCallId, phone }: NewCall,
): CallRecord {
  return {
    id: callId,
    organization_id: organizationId,
    version: 0,
    request_id: requestId,
    alert_ids: [],
    drill_id: drillId,
    ...(codeCallId !== undefined && { code_call_id: codeCallId }),
    phone_id: phone.id,
    member_id: phone.member_id,
    number_masked: maskNumber(phone.number),
    status: "initiated",
    pbx_id: null,
    trunk_id: null,
    pbx_country: null,
    eu_only: false,
    sip_code: null,
    cause: null,
    started_at: iso(at),
    ringing_at: null,
    answered_at: null,
    ended_at: null,
    duration_ms: null,
    spoken: [],
    keys: [],
  };
}

/** The record after one more report. Pure. */
export function withReport(record: CallRecord, alertIds: readonly string[], report: CallReport): CallRecord {
  const next: CallRecord = {
    ...record,
    version: report.seq,
    alert_ids: [...new Set([...record.alert_ids, ...alertIds])],
  };
  const at = iso(report.at);
  const { fact } = report;
  switch (fact.kind) {
    case "held":
      return next;
    case "placed":
      return {
        ...next,
        status: record.status === "initiated" ? "placed" : record.status,
        pbx_id: fact.pbx_id,
        trunk_id: fact.trunk_id,
        pbx_country: fact.pbx_country ?? null,
        eu_only: fact.eu_only === true,
      };
    case "leg_failed":
      return { ...next, status: "initiated", sip_code: fact.sip_code, cause: fact.cause };
    case "ringing":
      return { ...next, status: "ringing", ringing_at: record.ringing_at ?? at };
    case "answered":
      return { ...next, status: "answered", answered_at: at };
    case "spoken":
      return { ...next, spoken: [...record.spoken, { at, audio_ids: fact.audio_ids, words: fact.words }] };
    case "key":
      return { ...next, keys: [...record.keys, { at, digit: fact.digit }] };
    case "ended":
      return {
        ...next,
        status: fact.outcome,
        sip_code: fact.sip_code,
        cause: fact.cause,
        ended_at: at,
        duration_ms: fact.duration_ms,
      };
  }
}
