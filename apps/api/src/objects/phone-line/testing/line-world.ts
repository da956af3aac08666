import type { Verdict } from "@callping/domain/calls/call-state";
import type { CallScript } from "@callping/domain/calls/script-types";
import type { Env } from "../../../env.ts";
import type {
  AttemptOrder,
  CallReport,
  FleetRoutes,
  LegOrder,
  LegReport,
  LegStatus,
  PlaceAnswer,
  RouteAnswer,
  RouteQuery,
  RouteResult,
} from "../../protocol.ts";
import { commitTo } from "../../commit.ts";
import { Timers } from "../../timers.ts";
import { gatherIfAway } from "../gather.ts";
import { LastFleet } from "../last-fleet.ts";
import { LineHistory } from "../line-history.ts";
import type { LineParts } from "../parts.ts";
import { ReportOutbox } from "../report-outbox.ts";
import { RouteResults } from "../route-results.ts";
import { createTables } from "../schema.ts";
import { LineStore } from "../store.ts";
import { Suppressions } from "../suppressions.ts";
import { takeTurn } from "../take-turn.ts";

/** What the neighbours of a PhoneLine do in a test, and what they were told. */
export interface Neighbours {
  /** `null`: the Fleet does not answer. */
  pick: (exclude: readonly { pbx_id: string }[], query: RouteQuery) => RouteAnswer | null;
  routes?: () => FleetRoutes;
  /** Left out, D1 is away. */
  db?: D1Database | undefined;
  place: (order: LegOrder) => PlaceAnswer;
  legStatus: (legId: string) => LegStatus;
  callReports: (reports: CallReport[]) => {
    seq: number;
    verdict?: Verdict;
  };
}

export interface LineWorld {
  parts: LineParts;
  placed: LegOrder[];
  reported: CallReport[];
  /** Legs that were to be hung up. */
  cancelled: string[];
  /** What the Fleet was told of routes. */
  told: RouteResult[];
  /** Scripts that replaced those of legs that rang. */
  updated: CallScript[];
  /** Ends when all detached work has, and every report that gathers was sent. */
  settled: () => Promise<void>;
}

/** A PhoneLine's parts on real storage, between neighbours that a test plays. Made again on the same storage, it has crashed. */
export function lineWorld(storage: DurableObjectStorage, neighbours: Neighbours): LineWorld {
  createTables(storage.sql);
  const placed: LegOrder[] = [];
  const reported: CallReport[] = [];
  const cancelled: string[] = [];
  const told: RouteResult[] = [];
  const updated: CallScript[] = [];
  const pending: Promise<unknown>[] = [];
  const env = {
    FLEET: {
      getByName: () => ({
        pick: async (query: RouteQuery) => {
          told.push(...(query.results ?? []));
          return neighbours.pick(query.exclude, query) ?? new Promise<never>(() => undefined);
        },
        routes: async () => neighbours.routes?.() ?? { fleet: { pbxs: [] }, health: new Map() },
        results: async (results: RouteResult[]) => void told.push(...results),
      }),
    },
    PBX_LINK: {
      getByName: () => ({
        place: async (order: LegOrder) => {
          placed.push(order);
          return neighbours.place(order);
        },
        legStatus: async (legId: string) => neighbours.legStatus(legId),
        updateScript: async (_legId: string, script: CallScript) => {
          updated.push(script);
          return true;
        },
        cancel: async (legId: string) => {
          cancelled.push(legId);
          return neighbours.legStatus(legId);
        },
      }),
    },
    DESK: {
      getByName: () => ({
        callReports: async (reports: CallReport[]) => {
          const answer = neighbours.callReports(reports);
          reported.push(...reports);
          return answer;
        },
      }),
    },
    AUDIO_ORIGIN: "https://audio.example",
    AUDIO_SIGNING_KEY: "00".repeat(32),
    NUMBER_HASH_KEY: "7b".repeat(32),
    CREDENTIAL_PEPPER: "0f".repeat(32),
    DB: neighbours.db,
  } as unknown as Env;
  const store = new LineStore(storage.sql);
  const timers = new Timers(storage, () => undefined);
  const reports = new ReportOutbox(env, storage.sql, store, timers);
  const detach = (_what: string, work: Promise<unknown>): void =>
    void pending.push(work.catch(() => undefined));
  const parts: LineParts = {
    env,
    name: "line:test:0",
    commit: commitTo(storage, [store, reports]),
    store,
    suppressions: new Suppressions(env, storage.sql),
    history: new LineHistory(storage.sql),
    timers,
    gathering: gatherIfAway(store, timers),
    lastFleet: new LastFleet(storage.kv),
    reports,
    results: new RouteResults(env, detach),
    dialling: new Map(),
    joining: new Set(),
    joins: new Map(),
    nextJoins: new Map(),
    takeTurn: (number) => takeTurn(parts, number),
    detach,
  };
  const settled = async (): Promise<void> => {
    for (let work = pending.shift(); work !== undefined; work = pending.shift()) await work;
    for (const callId of new Set(placed.map(({ call_id }) => call_id))) await reports.drain(callId);
  };
  return { parts, placed, reported, cancelled, told, updated, settled };
}

export function exampleOrder(attemptId: string, over: Partial<AttemptOrder> = {}): AttemptOrder {
  return {
    attempt_id: attemptId,
    desk: "desk:1:0",
    organization_id: "org_1",
    organization_name: "Example",
    alert_id: "alr_1",
    phone: {
      phone_id: "pho_1",
      member_id: "mem_1",
      label: "Ada's phone",
      number: "+33199001000",
      language: "en",
    },
    ring_seconds: 25,
    ignore_cooldown: false,
    severity: "critical",
    title: "Database is down",
    message: null,
    test: false,
    since: 1_000,
    key_map: "default",
    ...over,
  };
}

export function legReport(order: LegOrder, seq: number, fact: LegReport["fact"]): LegReport {
  return { leg_id: order.leg_id, call_id: order.call_id, seq, at: Date.now(), fact };
}
