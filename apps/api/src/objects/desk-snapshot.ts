import type { Severity } from "@callping/domain/alerts/severity";
import type { Limits } from "@callping/domain/caps/limits";

/** The organization's configuration that a Desk decides by; a full copy with D1's `config_version`. */
export interface Snapshot {
  config_version: number;
  organization: {
    id: string;
    number: number;
    name: string;
    slug: string;
    time_zone: string;
    key_map: "default" | "pagerduty";
    /** Its calls leave by PBXs in the EU and the EEA only. */
    eu_only?: true;
    /** ISO regions beyond tier A that are on for it; missing in snapshots of before. */
    countries?: string[];
    /** What an operator set in place of the product's own limits; missing where none did. */
    limits?: Partial<Limits>;
    /** Its own words for tokens of alerts; missing where it has none. */
    pronunciations?: Record<string, string>;
    /** An operator has stopped all its calls. */
    calls_stopped?: true;
  };
  endpoints: SnapshotEndpoint[];
  scenarios: SnapshotScenario[];
  members: { id: string; name: string; role: "owner" | "admin" | "member" | "viewer" }[];
  phones: SnapshotPhone[];
  /** People without an account, whose phones stand among `phones`; missing in snapshots of before. */
  contacts?: { id: string; name: string }[];
  /** Projects that have members; missing in snapshots of before. */
  projects?: { id: string; member_ids: string[] }[];
  /** Maintenance that is not over; missing in snapshots of before. */
  maintenance?: SnapshotMaintenance[];
  /** Missing in snapshots of before. */
  schedules?: SnapshotSchedule[];
  /** Whose phones are proven by drills; missing in snapshots of before. */
  drills?: SnapshotDrillSetting[];
}
export interface SnapshotDrillSetting {
  member_id: string;
  /** JSON of `packages/domain/drills/parse-setting`. */
  setting: unknown;
}
export interface SnapshotMaintenance {
  id: string;
  name: string;
  endpoint_id: string | null;
  project_id: string | null;
  /** JSON of `packages/domain/maintenance/parse-schedule`. */
  schedule: unknown;
}
/** Who is on call; `body` is JSON as the table keeps it, without overrides that are over. */
export interface SnapshotSchedule {
  id: string;
  name: string;
  body: string;
}
export interface SnapshotEndpoint {
  id: string;
  uuid: string;
  name: string;
  project_id: string;
  scenario_id: string;
  paused: boolean;
  default_severity: Severity;
  /** Hex HMAC-SHA-256 of the alert key, or `null` when none is set. */
  alert_key_digest: string | null;
  auto_close_seconds: number;
  /** JSON of `packages/domain/heartbeats` settings; `null` when no pings are expected, missing in snapshots of before. */
  heartbeat?: unknown;
  /** The endpoint's own dedup key, as `packages/domain/alerts/dedup-template` reads it. */
  dedup_template?: string | null;
  /** How long after its start an alert takes others into its ringing; 0, or missing in snapshots of before: never. */
  grouping_window_seconds?: number;
  /** Which alerts belong together, in the language of `dedup_template`; `null`: all of the endpoint. */
  grouping_template?: string | null;
  /** The only Amazon SNS topic that may speak to it, once one was confirmed. */
  sns_topic_arn?: string;
}
export interface SnapshotScenario {
  id: string;
  name: string;
  /** Missing in snapshots of before. */
  project_id?: string;
  version: number;
  primary_member_id: string;
  /** JSON of `packages/domain/rules` rules, in order. May be empty: `call_primary` then holds. */
  rules: unknown[];
  /** The plan of the default action; `null` takes the product's defaults. */
  plan: unknown;
  /** How its alerts are said, as `packages/domain/calls/spoken-template` reads it; `null`, or missing: severity and title. */
  speech?: string | null;
}
export interface SnapshotPhone {
  id: string;
  /** Whose it is: a member's or a contact's id. */
  member_id: string;
  number: string;
  label: string;
  language: string;
  enabled: boolean;
  primary: boolean;
  verified: boolean;
  /** Its holder wants no calls, of this organization or of anybody. */
  objected?: true;
  /** JSON of `packages/domain/maintenance/quiet-hours`; `null`, or missing in snapshots of before: none. */
  quiet_hours?: unknown;
  /** How long it rings; `null`, or missing in snapshots of before: as the plan says. */
  ring_seconds?: number | null;
}
