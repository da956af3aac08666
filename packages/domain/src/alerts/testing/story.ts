import type { TimelineFact } from "../timeline.ts";
import { nameOf } from "./examples.ts";

/** A line of the timeline in a few words, so that a test reads like what happened. */
export function inWords(fact: TimelineFact): string {
  switch (fact.kind) {
    case "grouped":
      return fact.data.until === null ? "rings with its group" : "waits for its group";
    case "plan_started":
      return `pass ${fact.data.pass}`;
    case "step_started":
      return `step ${fact.data.step}: ${fact.data.phones.map((phone) => nameOf(phone.phone_id)).join(" ")}`;
    case "step_skipped":
      return `skip ${fact.data.step}: ${fact.data.reason}`;
    case "attempt_started":
      return `ring ${nameOf(fact.data.phone_id)} #${fact.data.n}`;
    case "attempt_held":
      return `held ${nameOf(fact.data.phone_id)}: ${fact.data.reason}`;
    case "call_ended":
      return `end ${fact.data.outcome}`;
    case "key":
      return `key ${fact.data.meaning}`;
    case "acknowledged":
      return `acknowledged by ${fact.data.by} via ${fact.data.via}`;
    case "escalated":
      return `escalated by ${fact.data.by} to ${fact.data.to_step}`;
    case "snoozed":
      return `snoozed by ${fact.data.by}`;
    case "resolved":
      return `resolved by ${fact.data.by} via ${fact.data.via}`;
    case "deduplicated":
      return `repeat ${fact.data.count} ${fact.data.severity}`;
    case "muted":
      return `muted by ${fact.data.name}`;
    case "attempt_skipped":
      return `skip ${nameOf(fact.data.phone_id)}: ${fact.data.reason}`;
    case "quiet_hours":
      return "everybody has quiet hours";
    case "reconfirm_asked":
      return `ask ${nameOf(fact.data.phone_id)} whether still on it`;
    case "reconfirmed":
      return `reconfirmed by ${fact.data.by}`;
    case "unacknowledged":
      return `unacknowledged via ${fact.data.via}: ${fact.data.reason}`;
    case "resumed":
      return `resumed ${fact.data.late_seconds} s late`;
    case "revived":
      return `revived: ${fact.data.problem}`;
    case "suppressed":
      return `silent: ${fact.data.reason}`;
    case "exhausted":
      return `exhausted: ${fact.data.reason}`;
    case "unmuted":
    case "received":
    case "rule_matched":
    case "call_placed":
    case "leg_failed":
    case "ringing":
    case "answered":
    case "spoken":
      return fact.kind;
  }
}

/** What a test about the plan does not want to read each time. */
export const BACKGROUND: readonly string[] = [
  "received",
  "rule_matched",
  "call_placed",
  "leg_failed",
  "ringing",
  "answered",
  "spoken",
];
