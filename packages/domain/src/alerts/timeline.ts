import type { Severity } from "./severity.ts";
import type { WatchProblem } from "./watch.ts";
import type { Outcome } from "../calls/outcomes.ts";

/**
 * What happened to an alert, in the order of `seq`. `at` is CallPing's clock at the durable write;
 * `occurred_at` is Asterisk's time where the event came from a PBX. Both are ISO 8601, UTC, milliseconds.
 */
export type TimelineEntry = {
  seq: number;
  at: string;
  actor: TimelineActor;
  occurred_at?: string;
} & TimelineFact;

/** Who did it: the tool that sent the webhook, CallPing itself, the person on a phone, a caller of the API, or a member who is signed in. */
export type TimelineActor =
  | { type: "tool"; name: string }
  | { type: "system" }
  | { type: "phone"; phone_id: string; member_id: string; label: string }
  | { type: "api_key"; id: string; name: string }
  | { type: "member"; id: string; name: string };

type Phone = { phone_id: string; member_id: string };
type Attempt = { attempt_id: string } & Phone;
type CallRef = { attempt_id: string; call_id: string };
type LegRef = CallRef & { leg_id: string; pbx_id: string; trunk_id: string };

/** A stable code, and what it says to a person. */
export interface Refused {
  reason: string;
  message: string;
}

/** One union of everything that can stand in a timeline. */
export type TimelineFact =
  | {
      kind: "received";
      data: {
        request_id: string;
        endpoint_id: string;
        tool: string;
        state: string;
        severity: Severity;
        title: string;
      };
    }
  | { kind: "deduplicated"; data: { request_id: string; count: number; severity: Severity } }
  | {
      kind: "rule_matched";
      data: {
        rule_id: string | null;
        rule_name: string;
        action: string;
        scenario_id: string;
        scenario_version: number;
      };
    }
  | {
      /** The alert that it waits for, at most `until`; or, when that is null, the one whose call it joins now. */
      kind: "grouped";
      data: { alert_id: string; until: string | null };
    }
  | { kind: "plan_started"; data: { pass: number; passes: number } }
  | {
      kind: "step_started";
      data: {
        pass: number;
        step: number;
        action: string;
        phones: { phone_id: string; member_id: string; label: string }[];
        next_step_at: string;
      };
    }
  | { kind: "step_skipped"; data: { pass: number; step: number; action: string; reason: string } }
  | { kind: "attempt_started"; data: Attempt & { n: number; attempts: number } }
  | { kind: "attempt_held"; data: Attempt & { reason: HoldReason; until: string | null } }
  | { kind: "call_placed"; data: LegRef }
  | { kind: "leg_failed"; data: LegRef & { outcome: Outcome; sip_code: number | null; cause: number | null } }
  | { kind: "ringing"; data: LegRef & { early_media: boolean } }
  | { kind: "answered"; data: LegRef & { ring_ms: number } }
  | {
      kind: "spoken";
      data: CallRef & { audio_ids: string[]; words: string; answer_to_speech_ms: number | null };
    }
  | { kind: "key"; data: CallRef & { digit: string; meaning: string } }
  | { kind: "acknowledged"; data: { by: string; via: "key" | "api" } & Partial<CallRef> }
  | { kind: "escalated"; data: { by: string; to_step: number } }
  | { kind: "snoozed"; data: { by: string; until: string } }
  | { kind: "resolved"; data: { by: string; via: "tool" | "key" | "api" | "quiet" | "lapsed" } }
  | {
      /** `call_id` is null when the attempt ended before there was a call. */
      kind: "call_ended";
      data: {
        attempt_id: string;
        call_id: string | null;
        outcome: Outcome;
        sip_code: number | null;
        cause: number | null;
        duration_ms: number;
        /** Why there was no call, where the number or a fence against fraud forbade it. */
        refused?: Refused;
      };
    }
  | {
      /** A maintenance window silences the alert: calls are withdrawn, nobody rings until it ends. */
      kind: "muted";
      data: { window_id: string; name: string; until: string };
    }
  | { kind: "unmuted"; data: { window_id: string } }
  | { kind: "attempt_skipped"; data: Phone & { reason: "quiet_hours"; until: string } }
  /** Everybody who could be rung has quiet hours; the plan goes on at `until`. */
  | { kind: "quiet_hours"; data: { until: string } }
  | { kind: "reconfirm_asked"; data: Phone & { until: string } }
  | { kind: "reconfirmed"; data: { by: string } & Partial<CallRef> }
  | {
      /** The acknowledgement is taken back and the plan starts again. */
      kind: "unacknowledged";
      data: { by: string; via: "key" | "api" | "reconfirm" | "repeat"; reason: string };
    }
  /** CallPing was away for so long after a step's end: the step has its time again. */
  | { kind: "resumed"; data: { late_seconds: number } }
  /** The watcher found that nothing would have woken the alert; its plan goes on, or begins its pass again. */
  | { kind: "revived"; data: { problem: WatchProblem } }
  | { kind: "suppressed"; data: { reason: "endpoint_paused" | "record_only" } }
  | { kind: "exhausted"; data: { passes: number; attempts: number; reason: string } };

export type TimelineKind = TimelineFact["kind"];

/** Why an attempt waits instead of ringing at once. */
export type HoldReason =
  | "cooldown"
  | "line_busy"
  | "call_cap"
  | "no_pbx_connected"
  | "trunk_pacing"
  | "ghost_leg";
