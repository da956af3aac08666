import type { TimelineEntry } from "@callping/contract/timeline";

/** One message of `GET /api/v1/live`. */
export interface LiveMessage {
  /** Whose timeline it is: an alert's or a drill's. */
  alert_id?: string;
  drill_id?: string;
  title: string;
  entry: TimelineEntry;
}

const WIDTH = 96;
const KIND_WIDTH = 15;

/** What happened, in a few words; `null` for entries that say nothing new on a screen. */
export function describeEntry(entry: TimelineEntry): string | null {
  switch (entry.kind) {
    case "received":
      return `${entry.data.severity} from ${entry.data.tool}, ${entry.data.state}`;
    case "deduplicated":
      return `joins this alert (${entry.data.count} times now)`;
    case "rule_matched":
      return `${entry.data.rule_name} → ${entry.data.action}`;
    case "grouped":
      return entry.data.until === null
        ? `rings together with ${entry.data.alert_id}`
        : `waits for ${entry.data.alert_id}, at most until ${entry.data.until}`;
    case "plan_started":
      return entry.data.pass === 1 ? null : `pass ${entry.data.pass} of ${entry.data.passes}`;
    case "step_started":
      return `${entry.data.action}: ${entry.data.phones.map(({ label }) => label).join(", ")}`;
    case "step_skipped":
      return `${entry.data.action}: ${entry.data.reason}`;
    case "attempt_started":
      return `${entry.data.n} of ${entry.data.attempts}`;
    case "attempt_held":
      return `${entry.data.reason}${entry.data.until === null ? "" : ` until ${entry.data.until}`}`;
    case "call_placed":
      return `${entry.data.pbx_id} through ${entry.data.trunk_id}`;
    case "leg_failed":
      return `${entry.data.outcome} on ${entry.data.pbx_id}${sip(entry.data.sip_code)}`;
    case "ringing":
      return entry.data.early_media ? "the network speaks" : "the phone rings";
    case "answered":
      return `after ${seconds(entry.data.ring_ms)} of ringing`;
    case "spoken":
      return `“${entry.data.words}”${entry.data.answer_to_speech_ms === null ? "" : ` (${Math.round(entry.data.answer_to_speech_ms)} ms after the answer)`}`;
    case "key":
      return `${entry.data.digit}: ${entry.data.meaning}`;
    case "acknowledged":
      return `by ${entry.data.by}${entry.data.via === "key" ? " with a key" : " through the API"}`;
    case "escalated":
      return `by ${entry.data.by} to step ${entry.data.to_step}`;
    case "snoozed":
      return `by ${entry.data.by} until ${entry.data.until}`;
    case "resolved":
      return `by ${entry.data.by}`;
    case "call_ended":
      return entry.data.call_id === null
        ? `${entry.data.outcome}, before there was a call${entry.data.refused === undefined ? "" : `: ${entry.data.refused.message}`}`
        : `${entry.data.outcome}${sip(entry.data.sip_code)}, ${seconds(entry.data.duration_ms)}`;
    case "muted":
      return `maintenance “${entry.data.name}” until ${entry.data.until}: nobody rings`;
    case "unmuted":
      return "the maintenance is over";
    case "attempt_skipped":
      return `a phone has quiet hours until ${entry.data.until}`;
    case "quiet_hours":
      return `everybody has quiet hours; the plan goes on at ${entry.data.until}`;
    case "reconfirm_asked":
      return "still on it?";
    case "reconfirmed":
      return `${entry.data.by} is still on it`;
    case "unacknowledged":
      return `the plan starts again: ${entry.data.reason}`;
    case "resumed":
      return `${entry.data.late_seconds} s too late: the step has its time again`;
    case "revived":
      return "the watcher found that nothing would have woken it: the plan goes on";
    case "suppressed":
      return entry.data.reason === "endpoint_paused"
        ? "the endpoint is paused: nobody rings"
        : "the rule records only: nobody rings";
    case "exhausted":
      return `nobody acknowledged (${entry.data.attempts} attempts): ${entry.data.reason}`;
    default:
      return entry satisfies never;
  }
}

/** Lines for one entry: milliseconds since the alert was received, the kind, the words (folded, so that none is cut off). */
export function formatEntry(entry: TimelineEntry, receivedAt: number): string[] {
  const words = describeEntry(entry);
  if (words === null) return [];
  const after = `+${Math.max(0, Date.parse(entry.occurred_at ?? entry.at) - receivedAt).toLocaleString("en-US")} ms`;
  const lead = `  ${after.padStart(11)}  ${entry.kind.replaceAll("_", " ").padEnd(KIND_WIDTH)} `;
  const [first = "", ...more] = fold(printable(words), WIDTH - lead.length);
  return [`${lead}${first}`, ...more.map((line) => `${" ".repeat(lead.length)}${line}`)];
}

/** The line above an alert's entries. */
export function formatHeading(message: LiveMessage): string {
  return `${message.entry.at.slice(11, 23)}  ${printable(message.title)}  ${subjectOf(message)}`;
}

/** Id of the alert or the drill that a message is about. */
export function subjectOf({ alert_id, drill_id }: LiveMessage): string {
  return alert_id ?? drill_id ?? "";
}

/** A sender's words must not move the cursor or colour the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ");
}

function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/ +/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function sip(code: number | null): string {
  return code === null ? "" : ` (SIP ${code})`;
}
