import { SEVERITIES } from "@callping/domain/alerts/severity";
import { OUTCOMES } from "@callping/domain/calls/outcomes";
import * as v from "valibot";
import { TimeSchema } from "./common.ts";

const Text = v.string();
const Count = v.pipe(v.number(), v.integer());
const Code = v.nullable(v.number());
const SeverityText = v.picklist(SEVERITIES);
const OutcomeText = v.picklist(OUTCOMES);

const Phone = { phone_id: Text, member_id: Text };
const Attempt = { attempt_id: Text, ...Phone };
const CallRef = { attempt_id: Text, call_id: Text };
const LegRef = { ...CallRef, leg_id: Text, pbx_id: Text, trunk_id: Text };
const Ending = { outcome: OutcomeText, sip_code: Code, cause: Code };
const MaybeCall = { attempt_id: v.optional(Text), call_id: v.optional(Text) };

const ActorSchema = v.variant("type", [
  v.strictObject({ type: v.literal("tool"), name: Text }),
  v.strictObject({ type: v.literal("system") }),
  v.strictObject({ type: v.literal("phone"), ...Phone, label: Text }),
  v.strictObject({ type: v.literal("api_key"), id: Text, name: Text }),
  v.strictObject({ type: v.literal("member"), id: Text, name: Text }),
]);

export const HOLD_REASONS = [
  "cooldown",
  "line_busy",
  "call_cap",
  "no_pbx_connected",
  "trunk_pacing",
  "ghost_leg",
] as const;

function entry<Kind extends string, Data extends v.ObjectEntries>(kind: Kind, data: Data) {
  return v.strictObject({
    seq: Count,
    at: v.pipe(TimeSchema, v.description("CallPing's clock at the durable write")),
    occurred_at: v.optional(
      v.pipe(TimeSchema, v.description("Asterisk's clock, where the event came from a PBX")),
    ),
    actor: ActorSchema,
    kind: v.literal(kind),
    data: v.strictObject(data),
  });
}

/** One thing that happened to an alert; `kind` says which. */
export const TimelineEntrySchema = v.variant("kind", [
  entry("received", {
    request_id: Text,
    endpoint_id: Text,
    tool: Text,
    state: Text,
    severity: SeverityText,
    title: Text,
  }),
  entry("deduplicated", { request_id: Text, count: Count, severity: SeverityText }),
  entry("rule_matched", {
    rule_id: v.nullable(Text),
    rule_name: Text,
    action: Text,
    scenario_id: Text,
    scenario_version: Count,
  }),
  entry("grouped", { alert_id: Text, until: v.nullable(Text) }),
  entry("plan_started", { pass: Count, passes: Count }),
  entry("step_started", {
    pass: Count,
    step: Count,
    action: Text,
    phones: v.array(v.strictObject({ ...Phone, label: Text })),
    next_step_at: Text,
  }),
  entry("step_skipped", { pass: Count, step: Count, action: Text, reason: Text }),
  entry("attempt_started", { ...Attempt, n: Count, attempts: Count }),
  entry("attempt_held", { ...Attempt, reason: v.picklist(HOLD_REASONS), until: v.nullable(Text) }),
  entry("call_placed", LegRef),
  entry("leg_failed", { ...LegRef, ...Ending }),
  entry("ringing", { ...LegRef, early_media: v.boolean() }),
  entry("answered", { ...LegRef, ring_ms: v.number() }),
  entry("spoken", { ...CallRef, audio_ids: v.array(Text), words: Text, answer_to_speech_ms: Code }),
  entry("key", { ...CallRef, digit: Text, meaning: Text }),
  entry("acknowledged", { by: Text, via: v.picklist(["key", "api"]), ...MaybeCall }),
  entry("escalated", { by: Text, to_step: Count }),
  entry("snoozed", { by: Text, until: Text }),
  entry("resolved", { by: Text, via: v.picklist(["tool", "key", "api", "quiet", "lapsed"]) }),
  entry("call_ended", {
    attempt_id: Text,
    call_id: v.nullable(Text),
    ...Ending,
    duration_ms: v.number(),
    refused: v.optional(
      v.pipe(
        v.strictObject({ reason: Text, message: Text }),
        v.description("Why there was no call: its number, or a fence against fraud"),
      ),
    ),
  }),
  entry("muted", { window_id: Text, name: Text, until: Text }),
  entry("unmuted", { window_id: Text }),
  entry("attempt_skipped", { ...Phone, reason: v.literal("quiet_hours"), until: Text }),
  entry("quiet_hours", { until: Text }),
  entry("reconfirm_asked", { ...Phone, until: Text }),
  entry("reconfirmed", { by: Text, ...MaybeCall }),
  entry("unacknowledged", {
    by: Text,
    via: v.picklist(["key", "api", "reconfirm", "repeat"]),
    reason: Text,
  }),
  entry("resumed", { late_seconds: Count }),
  entry("revived", { problem: v.picklist(["no_plan", "no_wake_up", "wrong_state", "no_timer"]) }),
  entry("suppressed", { reason: v.picklist(["endpoint_paused", "record_only"]) }),
  entry("exhausted", { passes: Count, attempts: Count, reason: Text }),
]);
