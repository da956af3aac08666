import type { Severity } from "../alerts/severity.ts";

/** What a webhook says of a problem. `notice` is no alert (deploys, confirmations) and never rings. */
export const EVENT_STATES = ["firing", "resolved", "notice"] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** One thing that a webhook tells us. A body may carry several. */
export interface IncomingEvent {
  state: EventState;
  /** `null` when the body carries none: the endpoint's default then applies. */
  severity: Severity | null;
  /** Where the severity was read: `severity`, `labels.severity`, `query.level` …; `null` when none was found. */
  severitySource: string | null;
  /** What a human should hear, or `null` when the body has no usable text. At most 240 characters. */
  title: string | null;
  titleSource: string | null;
  /** Longer text, for the screen. At most 2,000 characters. */
  message: string | null;
  /** Identifies the same problem across firing and resolved; `null` when nothing in the body does. */
  dedupKey: string | null;
  /** An `http(s)` link to the alert in the tool. */
  url: string | null;
  /** The tool's identifier (`grafana`, `generic` …). */
  tool: string;
  /** A tool's own test button: rings, and is announced as a test. */
  test: boolean;
  /** The decoded payload's fields, for rules with dotted paths. */
  payload: unknown;
}
