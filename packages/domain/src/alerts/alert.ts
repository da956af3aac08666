import type { HoldReason } from "./timeline.ts";
import type { Outcome } from "../calls/outcomes.ts";
import type { SpokenTemplate } from "../calls/spoken-template.ts";
import type { Action } from "../rules/action.ts";
import type { CallPlan } from "../rules/plan.ts";
import type { Severity } from "./severity.ts";

export const ALERT_STATES = ["triggered", "acknowledged", "resolved", "exhausted"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** The deduplicated thing that is wrong. Times are milliseconds since the epoch; plain data, stored as JSON. */
export interface Alert {
  id: string;
  endpointId: string;
  dedupKey: string;
  state: AlertState;
  severity: Severity;
  title: string;
  message: string | null;
  url: string | null;
  tool: string;
  test: boolean;
  /** How often it was reported, the first time included. */
  count: number;
  createdAt: number;
  updatedAt: number;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
  closedAt: number | null;
  closeReason: string | null;
  /** Why these people. */
  rule: Decision["rule"];
  action: Action;
  plan: CallPlan;
  run: PlanRun;
  /** Seconds without an event after which an acknowledged alert closes itself. */
  autoCloseSeconds: number;
  autoCloseAt: number | null;
  /** Names the alerts that ring together with it; missing where its endpoint groups none, and in alerts of before. */
  groupRef?: string;
  /** How its scenario wants it said; missing where it has no template, and in alerts of before. */
  speech?: SpokenTemplate;
  /** It counts as over then, unless it is said again: only a protocol that says so sets it. */
  lapsesAt?: number | null;
}

/** Whether an open alert has rung nobody so far, because its endpoint was paused or its rule only records. */
export function isSilent(alert: Alert): boolean {
  return alert.state === "triggered" && alert.run.pass === 0 && alert.run.groupedUntil == null;
}

/** What was decided for an event: why, whom, how, and whether anybody may be rung at all. */
export interface Decision {
  /** The rule that matched; its id is `null` for the scenario's default. */
  rule: { id: string | null; name: string; scenarioId: string; scenarioVersion: number };
  action: Action;
  plan: CallPlan;
  /** The endpoint is paused: stored, and rings nobody. */
  paused: boolean;
  /** How the scenario wants it said, where it has a template. */
  speech?: SpokenTemplate;
}

/** Where the call plan stands. */
export interface PlanRun {
  /** 1-based; 0 while the alert is kept without ringing. */
  pass: number;
  /** Whether a telephone rang in this pass; `held` when none did and at least one waits for a PBX. */
  rang: "no" | "held" | "yes";
  /** A telephone rang in this pass or in one before; missing in alerts of before. */
  everRang?: true;
  /** 0 is the rule's own action; k is the plan's k-th escalation step. */
  step: number;
  nextStepAt: number | null;
  /** It waits to ring together with its group, at most until then; missing in alerts of before. */
  groupedUntil?: number | null;
  /** Nobody rings before this moment; the pass then begins again. */
  snoozedUntil: number | null;
  targets: Target[];
  attempts: Attempt[];
  /** Numbers attempts over the alert's whole life, so that their ids are deterministic. */
  attemptsMade: number;
  /** It was snoozed, and nobody took it meanwhile; missing in alerts of before. */
  woken?: true;
  /** The maintenance window that silences the plan. This and what follows is missing in alerts stored before it. */
  muted?: { windowId: string; until: number } | null;
  /** When a maintenance window of this alert begins or ends next. */
  windowsChangeAt?: number | null;
  /** Everybody has quiet hours: nobody rings before this moment, and the pass then begins again. */
  quietUntil?: number | null;
  /** When the first phone that this pass passed over for its quiet hours may ring again. */
  quietEndsAt?: number | null;
  /** CallPing was away: nobody is rung before this moment, so that one call a person serves what is left. */
  ringsFrom?: number;
  /** How often the plan has waited for the end of quiet hours. */
  quietWaits?: number;
  reconfirm?: Reconfirm | null;
  /** What `count` was at the acknowledgement. */
  countAtAcknowledgement?: number;
}

/** The question "still on it?" that an acknowledged alert asks again and again. */
export interface Reconfirm {
  dueAt: number;
  /** Who acknowledged, on which phone; `null` when it was not on a phone: then there is nobody to ask. */
  phone: Reachable | null;
  /** The attempt that asks. */
  attemptId: string | null;
  /** Failing an answer by then the acknowledgement expires; set when it is asked first. */
  until: number | null;
  asked: number;
}

/** A phone that the running step rings. */
export interface Target extends Reachable {
  /** Attempts in this step, whatever became of them. */
  tried: number;
  /** Attempts that count against the plan's redials. */
  counted: number;
  /** Tries that failed for CallPing's or the carrier's reasons, in a row: they space out, and do not count. */
  platformFailures: number;
  /** Never again in this step: opted out, bad number, no permitted route. */
  givenUp: boolean;
}

export interface Attempt extends Reachable {
  id: string;
  /** 1-based within its target and step. */
  n: number;
  /** `waiting` until `dueAt`; `live` while a PhoneLine has it; `ended` afterwards. */
  state: "waiting" | "live" | "ended";
  dueAt: number;
  redial: boolean;
  callId: string | null;
  /** Why it waits although it is live, until the telephone rings. */
  held: HoldReason | null;
  outcome: Outcome | null;
  /** When the Desk must ask the PhoneLine what became of it. */
  watchAt: number | null;
  /** It asks whoever acknowledged whether they are still on it. Missing: it rings for a triggered alert. */
  purpose?: "reconfirm";
}

/** Somebody who can be rung now. */
export interface Reachable {
  phoneId: string;
  memberId: string;
  memberName: string;
  label: string;
}

/** Who an action means at this moment. An empty list carries the reason. */
export type ResolvePeople = (action: Action) => { targets: Reachable[]; reason: string | null };
