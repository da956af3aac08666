import type { HoldReason } from "../alerts/timeline.ts";
import type { Outcome } from "../calls/outcomes.ts";

/** One test of one phone: a call, and one redial. Times are milliseconds since the epoch; plain data, stored as JSON. */
export interface Drill {
  id: string;
  phoneId: string;
  memberId: string;
  label: string;
  origin: "schedule" | "request";
  plannedAt: number;
  /** Later than this nobody is rung for it. */
  latestAt: number;
  redialMinutes: number;
  /** `waiting` for its moment or its redial, `calling` while a PhoneLine has an attempt. */
  state: "waiting" | "calling" | "over";
  /** When it must be looked at again; `null` once it is over. */
  wakeAt: number | null;
  attempts: DrillAttempt[];
  endedAt: number | null;
  result: DrillResult | null;
}

export interface DrillAttempt {
  id: string;
  startedAt: number;
  callId: string | null;
  /** Why it waits at its line. */
  held: HoldReason | null;
  answeredAt: number | null;
  outcome: Outcome | null;
}

export const DRILL_RESULTS = ["proven", "not_proven", "missed"] as const;

/** Why nothing was learned of the phone. */
export const MISSED_REASONS = [
  /** CallPing was away at the planned moment. */
  "platform_down",
  "quiet_hours",
  /** An alert rang the person until the hours were over. */
  "alert_ringing",
  "alert_took_over",
  "line_busy",
  /** Switched off, not verified, gone, or a number that may not be called. */
  "phone_unusable",
  /** No PBX or trunk brought the call to the phone. */
  "call_failed",
] as const;
export type MissedReason = (typeof MISSED_REASONS)[number];

export type DrillResult =
  /** Key 1 was pressed. From the answer to the key, by Asterisk's clock. */
  | { kind: "proven"; msToKey: number | null }
  | { kind: "not_proven"; outcome: Outcome }
  | { kind: "missed"; reason: MissedReason };

/** Why a phone may not be rung for a drill now. */
export type Hindrance = "quiet_hours" | "alert_ringing" | "phone_unusable";

export interface NewDrill {
  id: string;
  phoneId: string;
  memberId: string;
  label: string;
  origin: Drill["origin"];
  plannedAt: number;
  latestAt: number;
  redialMinutes: number;
}

/** A drill whose moment has come. Its first step is a tick. */
export function newDrill(fresh: NewDrill): Drill {
  return { ...fresh, state: "waiting", wakeAt: fresh.plannedAt, attempts: [], endedAt: null, result: null };
}
