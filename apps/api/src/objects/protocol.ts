import type { HoldReason } from "@callping/contract/timeline";
import type { Verdict } from "@callping/domain/calls/call-state";
import type { CodePurpose } from "@callping/domain/calls/code-script";
import type { KeyMeaning } from "@callping/domain/calls/keys";
import type { CallPhase, Outcome } from "@callping/domain/calls/outcomes";
import type { SpokenTemplate } from "@callping/domain/calls/spoken-template";
import type { CallScript } from "@callping/domain/calls/script-types";
import type { FleetDefinition } from "../services/fleet-definition.ts";
import type { LiveHealth } from "../services/pbx-registry.ts";

/**
 * What the objects say to each other. Attempt ⊂ call ⊂ leg: a Desk owns attempts, a PhoneLine owns calls (one call
 * serves 1..n attempts of one organization), a PbxLink owns legs. Every message may arrive twice; receivers drop
 * what they know. Times are milliseconds since the epoch.
 */

/** Desk → PhoneLine: ring this number for this attempt. Idempotent by `attempt_id`. */
export interface AttemptOrder {
  attempt_id: string;
  /** Name of the Desk object that reports go to. */
  desk: string;
  organization_id: string;
  organization_name: string;
  alert_id: string;
  phone: { phone_id: string; member_id: string; label: string; number: string; language: string };
  ring_seconds: number;
  /** An explicit redial or escalation of a plan ignores the cooldown. */
  ignore_cooldown: boolean;
  severity: "critical" | "major" | "minor" | "info";
  title: string;
  message: string | null;
  test: boolean;
  /** When the alert began: "since …" is spoken from it. */
  since: number;
  key_map: "default" | "pagerduty";
  /** It asks whoever acknowledged whether they are still on it. */
  reconfirm?: boolean;
  /** It was snoozed, or everybody was called before and nobody took it. */
  still?: boolean;
  /** How its scenario wants it said. */
  speech?: SpokenTemplate;
  /** The organization's own words for tokens of this alert. */
  pronunciations?: Record<string, string>;
  /** From `since` to its ringing is how long CallPing takes: no redial, no later step. */
  measured?: boolean;
  /** It only tests the phone; `alert_id` is the drill's id. Every alert goes before it. */
  drill?: boolean;
  /** It speaks a code, or asks for an agreement: what `drill` says holds for it, and `alert_id` is its own id. */
  code?: { purpose: CodePurpose; organization_number: number };
  /** The organization lets its calls leave by PBXs in the EU and the EEA only. */
  eu_only?: boolean;
  /** Its number is new to the organization, and bills: the Fleet counts how many of its beginning are called. */
  new_number?: boolean;
}

export type AttemptAnswer =
  | { accepted: true; call_id: string | null }
  | { accepted: false; reason: "suppressed" };

/** PhoneLine → Desk, about one call and the attempts of that Desk it serves. `seq` grows by one a call. */
export interface CallReport {
  call_id: string;
  attempt_ids: string[];
  seq: number;
  /** Asterisk's or the line's own time of the event. */
  at: number;
  fact: CallFact;
}

export interface LegRef {
  leg_id: string;
  pbx_id: string;
  trunk_id: string;
}

export type CallFact =
  | { kind: "held"; reason: HoldReason; until: number | null }
  | ({ kind: "placed"; pbx_country?: string; eu_only?: true } & LegRef)
  | ({ kind: "leg_failed"; outcome: Outcome; sip_code: number | null; cause: number | null } & LegRef)
  | ({ kind: "ringing"; early_media: boolean } & LegRef)
  | ({ kind: "answered"; ring_ms: number } & LegRef)
  | { kind: "spoken"; audio_ids: string[]; words: string; answer_to_speech_ms: number | null }
  | { kind: "key"; digit: string; meaning: KeyMeaning }
  | { kind: "ended"; outcome: Outcome; sip_code: number | null; cause: number | null; duration_ms: number };

/** PhoneLine → PbxLink: dial. The ledger refuses a `leg_id` it has known in the last 24 hours. */
export interface LegOrder {
  leg_id: string;
  call_id: string;
  /** Name of the PhoneLine object that reports go to. */
  line: string;
  organization_id: string;
  number: string;
  trunk_id: string;
  ring_seconds: number;
  script: CallScript;
  /** Who is called: the same person always sees the same number. */
  responder?: string;
  /** The organization's fence: this PBX must stand in the EU or the EEA. */
  eu_only?: boolean;
  /** A drill or a test call: nobody is in need, so it leaves an alert the trunk's last place. */
  leaves_room?: boolean;
}

export type PlaceAnswer =
  | { ok: true }
  | { ok: false; reason: "known_leg"; phase: CallPhase | "ended" }
  | { ok: false; reason: "not_connected" | "trunk_down" | "busy" | "forbidden"; detail: string };

/** PbxLink → PhoneLine. `seq` grows by one a leg and is written before anything is awaited. */
export interface LegReport {
  leg_id: string;
  call_id: string;
  seq: number;
  at: number;
  fact:
    | { kind: "ringing"; early_media: boolean }
    | { kind: "answered" }
    | { kind: "spoken"; audio_ids: string[]; words: string; answer_to_speech_ms: number | null }
    | { kind: "key"; digit: string; meaning: KeyMeaning }
    | { kind: "ended"; outcome: Outcome; sip_code: number | null; cause: number | null };
}

/** Per batch: the highest `seq` now durable, and the verdict when the batch held a key that asks something of a Desk. */
export interface LegReportAnswer {
  seq: number;
  verdict?: Verdict;
}

export type LegStatus = { phase: CallPhase | "unknown" | "ended"; outcome?: Outcome };

/** What holds calls to one number; of other organizations' calls only that they hold it. */
export interface NumberLineState {
  /** The end of this organization's last call. */
  last_call_at: number | null;
  /** `null`: now, or, with `held_by`, when the live call ends. */
  next_call_at: number | null;
  held_by: HoldReason | null;
}

/** Calls between objects. */
export interface PhoneLineRpc {
  accept(order: AttemptOrder): Promise<AttemptAnswer>;
  /** Stops an attempt; the call ends when it serves no other. */
  withdraw(attemptId: string): Promise<void>;
  attemptStatus(attemptId: string): Promise<"unknown" | "waiting" | "live" | { outcome: Outcome }>;
  legReports(reports: LegReport[]): Promise<LegReportAnswer>;
  /** What would hold an alert of an organization to a number now. */
  lineState(number: string, organizationId: string): Promise<NumberLineState>;
  /** From the Fleet: a PBX or trunk came up; attempts that wait for one may ring now. */
  routesChanged(): Promise<void>;
}

export interface PbxLinkRpc {
  place(order: LegOrder): Promise<PlaceAnswer>;
  /** Replaces the script of a leg that is not answered yet; `false` when it was too late. */
  updateScript(legId: string, script: CallScript): Promise<boolean>;
  /** The definition of this PBX was changed: what is dialled from now on obeys it. */
  redefine(): Promise<void>;
  cancel(legId: string): Promise<LegStatus>;
  legStatus(legId: string): Promise<LegStatus>;
}

/** PbxLink → Fleet, on every change and every 10 s; expires after 30 s. */
export interface PbxHealth {
  pbx_id: string;
  connected: boolean;
  trunks: { trunk_id: string; reachable: boolean; in_flight: number }[];
  at: number;
}

/** How one leg fared on its route. Told with the next question of the same line, or at once where it matters. */
export interface RouteResult {
  pbx_id: string;
  trunk_id: string;
  number: string;
  at: number;
  outcome: Outcome;
  /** From the INVITE to the first sign of ringing, milliseconds; null when there was none. */
  delay_ms: number | null;
  /** From the webhook to it, of an alert's first call. */
  webhook_to_ringing_ms?: number;
}

export type FleetEventKind =
  | "pbx_up"
  | "pbx_down"
  | "trunk_up"
  | "trunk_down"
  | "trunk_doubted"
  | "trunk_trusted"
  | "canary_failed"
  | "canary_worked"
  | "no_permitted_route"
  | "prefix_velocity"
  | DefinitionEventKind;
/** An operator changed a definition. */
export type DefinitionEventKind =
  | "pbx_added"
  | "pbx_changed"
  | "pbx_draining"
  | "token_added"
  | "token_dropped"
  | "trunk_added"
  | "trunk_changed"
  | "country_off"
  | "country_on"
  | "prefix_off"
  | "prefix_on"
  | "number_policy_changed";

/** What changed in the fleet. `trunk_doubted`: its breaker opened for a country, by its ISO region. */
export interface FleetEvent {
  at: number;
  kind: FleetEventKind;
  /** `null` where it concerns the whole fleet. */
  pbx_id: string | null;
  trunk_id: string | null;
  country: string | null;
  reason: string;
  /** Who did it, where somebody did. */
  by?: string;
  /** What was set to what, by their names in the API. */
  change?: Record<string, SettingValue>;
}
/** A value of the fleet's definition. */
export type SettingValue = string | number | boolean | string[] | null;

/** The last results of a trunk in one country. */
export interface TrunkCountry {
  pbx_id: string;
  trunk_id: string;
  country: string;
  state: "closed" | "open" | "probing";
  /** When the next call finds out whether it works again. */
  until: number | null;
  reason: string | null;
  /** Of the last 100 legs. */
  outcomes: Partial<Record<Outcome, number>>;
  /** The last 100 post-dial delays, milliseconds, oldest first. */
  delays_ms: number[];
}

export interface RouteQuery {
  number: string;
  /** Only PBXs that stand in the EU or the EEA. */
  eu_only?: boolean;
  /** `full`: passed over because it is full, not because it failed. */
  exclude: { pbx_id: string; trunk_id: string; full?: true }[];
  /** How earlier legs of this line fared. */
  results?: RouteResult[];
  /** The call's number is new to its organization; `key` is the same for every route that the call tries. */
  new_call?: { key: string; organization_id: string };
  /** The PhoneLine that asks: it is told when a route comes up. */
  line?: string;
}

export type RouteAnswer =
  /** `silence_ms`: how long it may stay without ringing. `doubtful`: how it fares is to be told at once. */
  | {
      ok: true;
      pbx_id: string;
      trunk_id: string;
      silence_ms: number;
      doubtful: boolean;
      pbx_country?: string;
    }
  /**
   * `no_permitted_route`: no trunk may ever carry it. `no_healthy_route`: one may, and none is up now. `prefix_velocity`: too
   * many new numbers that begin alike were called within the hour.
   */
  | { ok: false; reason: "no_permitted_route" | "no_healthy_route" | "prefix_velocity" };

/** What a pick goes by. Without control tokens. */
export interface FleetRoutes {
  fleet: FleetDefinition;
  health: Map<string, LiveHealth>;
}

export interface FleetRpc {
  /** What it picks by now, for lines that it may not answer in time. */
  routes(): Promise<FleetRoutes>;
  pick(query: RouteQuery): Promise<RouteAnswer>;
  reportHealth(health: PbxHealth): Promise<void>;
  results(results: RouteResult[]): Promise<void>;
  snapshot(): Promise<FleetSnapshot>;
  /** An operator changed the definition: the next pick obeys it. */
  redefine(event: FleetEvent): Promise<void>;
  /** Each minute: the test calls that are due. */
  tick(): Promise<void>;
  /** A test call through every trunk that has an echo number, now. Answers with those whose PBX took it. */
  testTrunks(): Promise<{ pbx_id: string; trunk_id: string }[]>;
  /** From PbxLinks, of test calls. */
  legReports(reports: LegReport[]): Promise<LegReportAnswer>;
}

/** From webhook to ringing, milliseconds, of the last first calls of alerts. */
export interface RegionRinging {
  region: string;
  p50: number;
  p99: number;
  calls: number;
}

/** How the last test call through a trunk went. */
export interface CanaryResult {
  pbx_id: string;
  trunk_id: string;
  at: number;
  /** `null` while it is on. */
  ok: boolean | null;
  outcome: string | null;
  /** From the INVITE to its ringing. */
  ringing_ms: number | null;
}

export interface FleetSnapshot {
  pbxs: PbxHealth[];
  trunks: TrunkCountry[];
  canaries: CanaryResult[];
  ringing: RegionRinging[];
  /** The last 200, oldest first. */
  events: FleetEvent[];
}
