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
  /** Milliseconds since the epoch at which it counts as over unless it is said again; only a protocol that says so sets it. */
  lapsesAt?: number;
}

/** An event as a reading found it, with why. */
export interface ReadEvent extends IncomingEvent {
  /** The field that decided the state; `null` when none did and doubt made it firing. */
  stateSource: string | null;
  /**
   * How much of the event the request says in so many words, 0 to 1: half for the state (a field says it 1, the text
   * only 0.5, nothing 0.2), 0.3 for the title (written as one 1, composed of names 0.6, none 0), 0.2 for the severity
   * (stated 1, not stated 0.5). What an adapter reads counts as stated.
   */
  confidence: number;
  /** One line a finding, for people: ``severity from `labels.severity` = page``. */
  explanation: string[];
}
