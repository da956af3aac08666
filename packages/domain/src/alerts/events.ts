import type { Decision } from "./alert.ts";
import type { HoldReason, Refused, TimelineActor, TimelineFact } from "./timeline.ts";
import type { Outcome } from "../calls/outcomes.ts";
import type { Severity } from "./severity.ts";
import type { WatchProblem } from "./watch.ts";

/** What somebody may ask of an open alert from outside a call. */
export const ALERT_ACTIONS = ["acknowledge", "resolve", "snooze", "escalate", "unacknowledge"] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

/** Everything that can happen to an open alert. */
export type AlertEvent =
  /** `decision` is what the rules say of this event now: an alert that was kept silently begins to ring by it. */
  | {
      kind: "repeated";
      requestId: string;
      severity: Severity;
      tool: string;
      /** How many webhooks said so; 1 when left out. */
      times?: number;
      decision?: Decision;
      /** When it counts as over unless it is said once more; left out: it stays open. */
      lapsesAt?: number | null;
    }
  /** Said again beyond a limit, which counts it elsewhere: its end moves. */
  | { kind: "prolonged"; lapsesAt: number }
  /** A call for another alert of its group is dialled: one that waits for that rings with it. */
  | { kind: "group_rings"; alertId: string }
  | { kind: "tool_resolved"; tool: string }
  | {
      kind: "commanded";
      action: AlertAction;
      actor: TimelineActor;
      /** How long a snooze lasts; the product's 30 minutes when left out. */
      seconds?: number;
    }
  | { kind: "call"; attemptId: string; callId: string; at: number; fact: CallFact }
  | { kind: "attempt_lost"; attemptId: string }
  /** CallPing was away, and missed the first moment that it should have kept so long ago. */
  | { kind: "returned"; lateSeconds: number }
  /** The watcher found that nothing would have woken the alert. */
  | { kind: "revived"; problem: WatchProblem }
  | { kind: "tick" };

/** What a PhoneLine tells of one attempt's call. */
export type CallFact =
  | { kind: "held"; reason: HoldReason; until: number | null }
  | { kind: "note"; fact: CallNote }
  | { kind: "key"; digit: string; meaning: string }
  | {
      kind: "ended";
      outcome: Outcome;
      sipCode: number | null;
      cause: number | null;
      durationMs: number;
      refused?: Refused;
    };

/** Facts that only go into the timeline. */
export type CallNote = Extract<
  TimelineFact,
  { kind: "call_placed" | "leg_failed" | "ringing" | "answered" | "spoken" }
>;

/** What the shell must do after it has stored the new state. */
export type AlertEffect =
  | { kind: "timeline"; actor: TimelineActor; fact: TimelineFact; occurredAt: number | null }
  | { kind: "dial"; attemptId: string }
  | { kind: "withdraw"; attemptId: string; phoneId: string }
  | { kind: "inquire"; attemptId: string; phoneId: string };
