import type { Env } from "../../env.ts";
import type { Commit } from "../commit.ts";
import type { Timers } from "../timers.ts";
import type { Gathering } from "./gather.ts";
import type { LastFleet } from "./last-fleet.ts";
import type { LineHistory } from "./line-history.ts";
import type { ReportOutbox } from "./report-outbox.ts";
import type { RouteResults } from "./route-results.ts";
import type { LineStore } from "./store.ts";
import type { Suppressions } from "./suppressions.ts";

/** What the verbs of a PhoneLine work with. */
export interface LineParts {
  env: Env;
  /** The object's own name, so that PbxLinks and the Fleet can answer. */
  name: string;
  commit: Commit;
  store: LineStore;
  suppressions: Suppressions;
  history: LineHistory;
  timers: Timers;
  gathering: Gathering;
  reports: ReportOutbox;
  results: RouteResults;
  lastFleet: LastFleet;
  /** Calls whose route is being found right now: one worker a call, which begins again when it was asked to meanwhile. */
  dialling: Map<string, "once" | "again">;
  /** Attempts on their way into a live call, and the joins of each call in turn. */
  joining: Set<string>;
  joins: Map<string, Promise<void>>;
  /** Of a call with a join under way: what comes meanwhile joins it together, next. */
  nextJoins: Map<string, { attemptIds: string[]; done: Promise<void> }>;
  /** Decides what a number does next and does it. */
  takeTurn: (number: string) => void;
  /** Runs something after the answer; its failure is logged, and a timer repeats the work. */
  detach: (what: string, work: Promise<unknown>) => void;
}
