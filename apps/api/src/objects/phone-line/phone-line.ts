import { DurableObject } from "cloudflare:workers";
import type { Env } from "../../env.ts";
import type { SuppressionOrder, SuppressionRecord, SuppressionRpc } from "../suppression-protocol.ts";
import type {
  AttemptAnswer,
  AttemptOrder,
  LegReport,
  LegReportAnswer,
  NumberLineState,
  PhoneLineRpc,
} from "../protocol.ts";
import { ensureTables } from "../known-schema.ts";
import { commitTo } from "../commit.ts";
import { Timers } from "../timers.ts";
import { acceptOrder } from "./accept-order.ts";
import { cancelSilentLeg, checkOnCall } from "./check-on-call.ts";
import { dial } from "./dial.ts";
import { gatherIfAway } from "./gather.ts";
import { LastFleet } from "./last-fleet.ts";
import { lineState } from "./line-state.ts";
import { LineHistory } from "./line-history.ts";
import type { LineParts } from "./parts.ts";
import { ReportOutbox } from "./report-outbox.ts";
import { RouteResults } from "./route-results.ts";
import { createTables, SCHEMA } from "./schema.ts";
import { LineStore } from "./store.ts";
import { finishSuppressions, learnSuppressions, suppress, SUPPRESSIONS_TIMER } from "./suppress.ts";
import { Suppressions } from "./suppressions.ts";
import { takeLegReports } from "./take-leg-reports.ts";
import { takeTurn } from "./take-turn.ts";
import { withdraw } from "./withdraw.ts";

/** Ended attempts and calls are remembered for a day: a repeat of an order must be recognised. */
const REMEMBER_MS = 24 * 3600 * 1000;

/** One shard of the telephone numbers: at most one live call a number, across the whole platform. Owns calls. */
export class PhoneLine extends DurableObject<Env> implements PhoneLineRpc, SuppressionRpc {
  private readonly parts: LineParts;
  /** Attempts whose number's route is being asked for, by their ids. */
  private readonly coming = new Map<string, AttemptOrder>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ensureTables(ctx.storage, SCHEMA, createTables);
    const store = new LineStore(ctx.storage.sql);
    const timers = new Timers(ctx.storage, (key) => this.fire(key), ["prune"]);
    const reports = new ReportOutbox(env, ctx.storage.sql, store, timers);
    const detach = (what: string, work: Promise<unknown>): void => {
      ctx.waitUntil(
        work.catch((error: unknown) =>
          console.error(`PhoneLine could not ${what}; a timer repeats it`, String(error)),
        ),
      );
    };
    this.parts = {
      env,
      name: ctx.id.name ?? "",
      commit: commitTo(ctx.storage, [store, reports]),
      store,
      suppressions: new Suppressions(env, ctx.storage.sql),
      history: new LineHistory(ctx.storage.sql),
      timers,
      gathering: gatherIfAway(store, timers),
      reports,
      results: new RouteResults(env, detach),
      lastFleet: new LastFleet(ctx.storage.kv),
      dialling: new Map(),
      joining: new Set(),
      joins: new Map(),
      nextJoins: new Map(),
      takeTurn: (number) => takeTurn(this.parts, number),
      detach,
    };
  }

  async accept(order: AttemptOrder): Promise<AttemptAnswer> {
    this.parts.timers.setOnce("prune", Date.now() + REMEMBER_MS);
    return acceptOrder(this.parts, this.coming, order);
  }

  async suppress(order: SuppressionOrder): ReturnType<SuppressionRpc["suppress"]> {
    const record = suppress(this.parts, order);
    return { changed: record !== null, record };
  }

  async suppressionsOf(digest: string): Promise<SuppressionRecord[]> {
    return this.parts.suppressions.of(digest);
  }

  async learnSuppressions(records: SuppressionRecord[]): Promise<SuppressionRecord[]> {
    return learnSuppressions(this.parts, records);
  }

  async withdraw(attemptId: string): Promise<void> {
    await withdraw(this.parts, attemptId);
  }

  async attemptStatus(attemptId: string): ReturnType<PhoneLineRpc["attemptStatus"]> {
    const attempt = this.parts.store.attempt(attemptId);
    if (attempt === null) return "unknown";
    return attempt.state === "ended" ? { outcome: attempt.outcome ?? "lost" } : attempt.state;
  }

  async legReports(reports: LegReport[]): Promise<LegReportAnswer> {
    return takeLegReports(this.parts, reports);
  }

  async lineState(number: string, organizationId: string): Promise<NumberLineState> {
    return lineState(this.parts, number, organizationId, Date.now());
  }

  /** A PBX or trunk came up: calls that wait for a route dial now. */
  async routesChanged(): Promise<void> {
    for (const call of this.parts.store.callsForRoute())
      this.parts.detach("dial", dial(this.parts, call.call_id));
  }

  /** It comes within seconds of every call that is placed: what waits for a commit has one before the object may sleep. */
  override async alarm(): Promise<void> {
    this.parts.timers.alarm();
    this.parts.commit(() => undefined);
  }

  /** Work that awaits is detached and has timers of its own. */
  private fire(key: string): void {
    const colon = key.indexOf(":");
    const what = colon < 0 ? key : key.slice(0, colon);
    const id = key.slice(colon + 1);
    const { parts } = this;
    switch (what) {
      case "line":
        return parts.takeTurn(id);
      case "dial":
        parts.timers.set(key, Date.now() + 5_000);
        return parts.detach("dial", dial(parts, id));
      case "silence":
        parts.timers.set(key, Date.now() + 5_000);
        return parts.detach("cancel a silent leg", cancelSilentLeg(parts, id));
      case "watch":
        parts.timers.set(key, Date.now() + 10_000);
        return parts.detach("check on a call", checkOnCall(parts, id));
      case SUPPRESSIONS_TIMER:
        return parts.detach("finish a suppression", finishSuppressions(parts));
      case "reports":
        return parts.reports.drainAll();
      case "prune":
        parts.timers.set(key, Date.now() + REMEMBER_MS / 24);
        return parts.store.prune(Date.now() - REMEMBER_MS);
      default:
        console.error("a timer of no known kind", what);
    }
  }
}
