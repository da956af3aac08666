import type { Env } from "../../env.ts";
import type { Commit } from "../commit.ts";
import type { Timers } from "../timers.ts";
import type { AlertStore } from "./alert-store.ts";
import type { CallStore } from "./call-store.ts";
import type { CodeStore } from "./code-store.ts";
import type { Deliveries } from "./deliveries.ts";
import type { CapStore } from "./cap-store.ts";
import type { DrillStore } from "./drill-store.ts";
import type { GroupStore } from "./group-store.ts";
import type { HeartbeatStore } from "./heartbeat-store.ts";
import type { DeskPolicy } from "./desk-policy.ts";
import type { LiveFeed } from "./live-feed.ts";
import type { Objections } from "./objections.ts";
import type { Outbox } from "./outbox.ts";
import type { RefusalStore } from "./refusal-store.ts";
import type { RequestStore } from "./request-store.ts";
import type { RuleCounts } from "./rule-counts.ts";
import type { SnapshotStore } from "./snapshot-store.ts";
import type { Surplus } from "./surplus.ts";
import type { WatchStore } from "./watch-store.ts";

/** What the verbs of a Desk work with. */
export interface DeskParts {
  env: Env;
  name: string;
  commit: Commit;
  alerts: AlertStore;
  calls: CallStore;
  caps: CapStore;
  refusals: RefusalStore;
  requests: RequestStore;
  outbox: Outbox;
  deliveries: Deliveries;
  objections: Objections;
  ruleCounts: RuleCounts;
  drills: DrillStore;
  codes: CodeStore;
  groups: GroupStore;
  surplus: Surplus;
  heartbeats: HeartbeatStore;
  snapshots: SnapshotStore;
  /** What operators refuse. */
  policy: DeskPolicy;
  live: LiveFeed;
  watched: WatchStore;
  timers: Timers;
  /** Hands everything that is due to its PhoneLine. */
  deliver: () => Promise<void>;
  /** Runs something after the answer; its failure is logged, and a timer repeats the work. */
  detach: (what: string, work: Promise<unknown>) => void;
}
