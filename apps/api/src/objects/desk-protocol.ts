import type { TimelineActor, TimelineEntry } from "@callping/contract/timeline";
import type { AlertAction } from "@callping/domain/alerts/events";
import type { Severity } from "@callping/domain/alerts/severity";
import type { WatchProblem } from "@callping/domain/alerts/watch";
import type { Used } from "@callping/domain/caps/decide-cap";
import type { CallStatus, Outcome } from "@callping/domain/calls/outcomes";
import type { IncomingEvent } from "@callping/domain/intake/event";
import type { Verdict } from "@callping/domain/calls/call-state";
import type { CodeCallRecord, CodeCallRequest, CodeCallRequested } from "./code-protocol.ts";
import type { Drill, DrillResult, Hindrance, MissedReason } from "@callping/domain/drills/drill";
import type { PingInput, PingResult } from "./ping-protocol.ts";
import type { Snapshot } from "./desk-snapshot.ts";
import type { CallReport } from "./protocol.ts";

export type * from "./desk-snapshot.ts";

/** A webhook on its way into a Desk. The Desk stores it, decides, and answers in one commit. */
export interface ReceiveInput {
  request_id: string;
  /** The UUID in the URL. */
  endpoint_uuid: string;
  received_at: number;
  method: string;
  content_type: string | null;
  /** Credentials are stripped already. */
  headers: Record<string, string>;
  /** The body as text, at most 256 KiB; of a mail, that much text and 16 KiB for who sent it, to whom and when. */
  body: string;
  /** As it came: of a mail, with its attachments. */
  body_bytes: number;
  events: IncomingEvent[];
  /** What the sender presented in `X-Alert-Key`; compared inside the Desk and never stored. */
  alert_key: string | null;
  idempotency_key: string | null;
  /** What the tool asks of alerts that are open: a compatible door's acknowledge and close. */
  commands?: DoorCommand[];
  /** Why the Worker refuses it: then it is only kept, under this result, and nobody is rung. */
  refused?: string;
  /** The topic that validly signed it; `pins` when it is a confirmation, which may pin the topic to the endpoint. */
  sns_topic?: { arn: string; pins: boolean };
}

/** The alert is looked for by its id first, then by its dedup key, among those of the endpoint that was addressed. */
export interface DoorCommand {
  action: "acknowledge" | "resolve";
  alert_id: string | null;
  dedup_key: string | null;
  /** Who asks, for the timeline. */
  tool: string;
}

/** How an Amazon SNS topic stands to the endpoint it spoke to. `unpinned`: no topic was ever confirmed. */
export type TopicState = "pinned" | "known" | "unpinned";

/** One alert as the `202` tells it: names no people and no numbers. */
export interface AlertReceipt {
  id: string;
  state: AlertState;
  severity: Severity;
  title: string;
  deduplicated: boolean;
  rule: string | null;
  action: string | null;
  calls: { attempt_id: string; status: CallStatus | "waiting" }[];
}

export type ReceiveResult =
  | {
      ok: true;
      request_id: string;
      alerts: AlertReceipt[];
      paused: boolean;
      topic?: TopicState;
      calls_stopped?: boolean;
    }
  | { ok: false; reason: "unknown_endpoint" | "wrong_alert_key" | "refused" | "sns_other_topic" }
  | {
      ok: false;
      reason: "rate_limited";
      limit: string;
      retry_after_seconds: number;
      request_id: string;
      alerts: AlertReceipt[];
    };

export type AlertState = "triggered" | "acknowledged" | "resolved" | "exhausted";

/** An alert as the API shows it (snake_case, ISO 8601 milliseconds UTC). */
export interface AlertView {
  id: string;
  endpoint_id: string;
  state: AlertState;
  severity: Severity;
  title: string;
  message: string | null;
  url: string | null;
  tool: string;
  test: boolean;
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

export interface AlertDetail {
  alert: AlertView;
  timeline: TimelineEntry[];
}

export interface AlertCommand {
  alert_id: string;
  action: AlertAction;
  actor: TimelineActor;
  /** How long a snooze lasts; the product's 30 minutes when left out. */
  seconds?: number;
}
export type CommandResult =
  | { ok: true; alert: AlertView; changed: boolean }
  | { ok: false; reason: "not_found" | "closed" };

/** Rows on their way to D1. The consumer upserts (newer `version` wins) and confirms; then the Desk deletes them. */
export type OutboxRow = { id: number } & (
  | { kind: "request"; row: RequestRecord }
  | { kind: "alert"; row: AlertRecord }
  | { kind: "timeline"; row: TimelineRecord }
  | { kind: "call"; row: CallRecord }
  | { kind: "drill"; row: DrillRecord }
  | { kind: "refusal"; row: RefusalRecord }
  | { kind: "code_call"; row: CodeCallRecord }
);

export interface RequestRecord {
  id: string;
  organization_id: string;
  endpoint_id: string;
  received_at: string;
  method: string;
  content_type: string | null;
  headers: Record<string, string>;
  body: string;
  body_bytes: number;
  /** `accepted`, `paused`, `wrong_alert_key`, `rate_limited`, `duplicate`, `sns_topic_pinned`, `refused_…`. */
  result: string;
  alert_ids: string[];
}
/** Calls that were not made, of one day, reason and phone. `version` is how many. */
export interface RefusalRecord {
  id: string;
  organization_id: string;
  version: number;
  place: "call";
  /** Of the number safety net, or of `packages/domain/caps/stop`. */
  reason: string;
  phone_id: string;
  number_masked: string;
  /** The first twenty. */
  alert_ids: string[];
  first_at: string;
  last_at: string;
}
/** A stored request for a list: of its body only the beginning. */
export type RequestSummary = Omit<RequestRecord, "organization_id"> & { body_truncated: boolean };
export interface HeldQuery {
  endpoint_id: string;
  limit: number;
  /** How much of each body, in characters. */
  body_characters: number;
  /** Only those before this one; `null` for the first page. */
  before: { received_at: number; id: string } | null;
}
export type AlertRecord = AlertView & { organization_id: string; version: number };
export interface TimelineRecord {
  alert_id: string;
  organization_id: string;
  entry: TimelineEntry;
}
export interface CallRecord {
  id: string;
  organization_id: string;
  version: number;
  /** Empty while the call serves only a drill. */
  request_id: string;
  alert_ids: string[];
  /** The drill that it began for; missing in records of before. */
  drill_id?: string | null;
  /** The code call that it is. */
  code_call_id?: string;
  phone_id: string;
  member_id: string;
  /** Masked: `+331••••••12`. */
  number_masked: string;
  status: CallStatus;
  pbx_id: string | null;
  trunk_id: string | null;
  /** Where the PBX stood that placed it, and whether the organization's fence was up; missing in records of before. */
  pbx_country?: string | null;
  eu_only?: boolean;
  sip_code: number | null;
  cause: number | null;
  started_at: string;
  ringing_at: string | null;
  answered_at: string | null;
  ended_at: string | null;
  duration_ms: number | null;
  spoken: { at: string; audio_ids: string[]; words: string }[];
  keys: { at: string; digit: string }[];
}

/** A drill as D1 keeps it and the API shows it. */
export interface DrillRecord {
  id: string;
  organization_id: string;
  version: number;
  member_id: string;
  phone_id: string;
  label: string;
  /** Masked: `+331••••••12`. */
  number_masked: string;
  origin: Drill["origin"];
  planned_at: string;
  state: Drill["state"];
  result: DrillResult["kind"] | null;
  /** How its last call that says something of the phone ended; `null` until one did. */
  outcome: Outcome | null;
  missed_reason: MissedReason | null;
  /** From the answer to the key that proved the phone. */
  ms_to_key: number | null;
  ended_at: string | null;
  call_ids: string[];
  timeline: TimelineEntry[];
}
export interface DrillRequest {
  phone_id: string;
}
export type DrillRequested =
  | { ok: true; drill: DrillRecord }
  | { ok: false; reason: "unknown_phone" }
  | { ok: false; reason: "hindered"; by: Hindrance }
  | { ok: false; reason: "rate_limited"; limit: string; retry_after_seconds: number };
/** When a phone is rung next to be proven; `null`: no minute of its hours is free. */
export interface DrillAhead {
  phone_id: string;
  planned_at: number | null;
}

/** What a dry run asks of a Desk. */
export interface StandingQuestion {
  endpoint_id: string;
  dedup_keys: string[];
  /** Ids of counts, as the Desk keeps them. */
  count_ids: string[];
}
export interface Standing {
  /** Numbers whose holder objected to calls. */
  objections: string[];
  open: { dedup_key: string; alert_id: string; state: AlertState }[];
  /** Moments that rules counted, by id. */
  counts: { id: string; moments: number[] }[];
}

/** What a Desk alone knows of an organization's readiness. */
export interface WatchReport {
  /** Numbers whose holder objected to calls. */
  objections: string[];
  /** What its watcher found in the last days, newest first. */
  findings: {
    /** `null`: of the Desk itself. */
    alert_id: string | null;
    problem: WatchProblem | "unknown_here";
    found_at: string;
    repaired: boolean;
  }[];
  /** What was spent today, by UTC; missing from a Desk of an earlier build, as is what follows. */
  spent?: Used;
  /** Calls that were not made today. */
  refusals?: RefusalRecord[];
}

export interface DeskRpc {
  receive(input: ReceiveInput): Promise<ReceiveResult>;
  ping(input: PingInput): Promise<PingResult>;
  command(command: AlertCommand): Promise<CommandResult>;
  alert(alertId: string): Promise<AlertDetail | null>;
  /** Alerts that are not in D1 yet or still open, newest first. */
  liveAlerts(): Promise<AlertView[]>;
  /** A call, from its first report on, and a request: also those that are not in D1 yet. */
  call(callId: string): Promise<CallRecord | null>;
  storedRequest(requestId: string): Promise<RequestRecord | null>;
  standing(question: StandingQuestion): Promise<Standing>;
  /** Requests of an endpoint that are not in D1 yet, newest first. */
  heldRequests(query: HeldQuery): Promise<RequestSummary[]>;
  /** Rings a phone now to prove it; durable when it answers. One that is under way already is the answer. */
  requestDrill(request: DrillRequest): Promise<DrillRequested>;
  /** One that is not in D1 yet, or not long over. */
  drill(drillId: string): Promise<DrillRecord | null>;
  drillsAhead(): Promise<DrillAhead[]>;
  /** Rings a number for a code or an agreement; durable when it answers. The same id again is the same call. */
  requestCodeCall(request: CodeCallRequest): Promise<CodeCallRequested>;
  /** One that is under way, or not long over. */
  codeCall(id: string): Promise<CodeCallRecord | null>;
  /** From PhoneLine: durable when it answers; the verdict when the batch held a key that asks something. */
  callReports(reports: CallReport[]): Promise<{ seq: number; verdict?: Verdict }>;
  /** Pushed when the configuration changes. */
  replaceSnapshot(snapshot: Snapshot): Promise<void>;
  /** The watcher's round; answers which of the alerts that D1 has open this Desk does not know. */
  watchAlerts(recordedOpen: string[]): Promise<string[]>;
  /** Alerts that D1 has open and no Desk of the organization knows. */
  noteUnknown(alertIds: string[]): Promise<void>;
  watchReport(): Promise<WatchReport>;
  /** Outbox rows by id (all that are due when empty); rows that are gone already are left out. */
  pullOutbox(ids: number[]): Promise<OutboxRow[]>;
  confirmOutbox(ids: number[]): Promise<void>;
}

/** What the `records` queue carries. */
export interface RecordsMessage {
  desk: string;
  outbox_ids: number[];
}
