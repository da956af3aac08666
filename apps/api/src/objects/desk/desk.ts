import { DurableObject } from "cloudflare:workers";
import type { Verdict } from "@callping/domain/calls/call-state";
import type { Env } from "../../env.ts";
import type { CodeCallRecord, CodeCallRequest, CodeCallRequested } from "../code-protocol.ts";
import type {
  AlertCommand,
  AlertDetail,
  AlertView,
  CallRecord,
  CommandResult,
  DeskRpc,
  DrillAhead,
  DrillRecord,
  DrillRequest,
  DrillRequested,
  HeldQuery,
  OutboxRow,
  ReceiveInput,
  ReceiveResult,
  RequestRecord,
  RequestSummary,
  Snapshot,
  Standing,
  StandingQuestion,
  WatchReport,
} from "../desk-protocol.ts";
import type { PingInput, PingResult } from "../ping-protocol.ts";
import type { CallReport } from "../protocol.ts";
import { ensureTables } from "../known-schema.ts";
import { commitTo } from "../commit.ts";
import { Timers } from "../timers.ts";
import { AlertStore } from "./alert-store.ts";
import { applyToAlert, commitStep, stepStored } from "./apply.ts";
import { CallStore } from "./call-store.ts";
import { CapStore } from "./cap-store.ts";
import { CodeStore } from "./code-store.ts";
import { CODES_TIMER, requestCodeCall, tickCodes, toCodeRecord } from "./codes.ts";
import { comeBackIfAway } from "./come-back.ts";
import { deliverDue } from "./deliver.ts";
import { DeskPolicy } from "./desk-policy.ts";
import { Deliveries } from "./deliveries.ts";
import { configurationChanged } from "./configuration-changed.ts";
import { DRILLS_TIMER } from "./drill-plans.ts";
import { DrillStore } from "./drill-store.ts";
import { tickDrills } from "./drills.ts";
import { GroupStore } from "./group-store.ts";
import { handOverObjections } from "./hand-over-objections.ts";
import { HeartbeatStore } from "./heartbeat-store.ts";
import { checkHeartbeat, HEARTBEAT_TIMER } from "./heartbeats.ts";
import { LiveFeed } from "./live-feed.ts";
import { Objections } from "./objections.ts";
import { Outbox } from "./outbox.ts";
import type { DeskParts } from "./parts.ts";
import { RateLimit } from "./rate-limit.ts";
import { receive } from "./receive.ts";
import { requestDrill, toDrillRecord } from "./request-drill.ts";
import { RefusalStore } from "./refusal-store.ts";
import { RequestStore } from "./request-store.ts";
import { RuleCounts } from "./rule-counts.ts";
import { createTables, SCHEMA } from "./schema.ts";
import { SnapshotStore } from "./snapshot-store.ts";
import { standing } from "./standing.ts";
import { Surplus } from "./surplus.ts";
import { takeCallReports } from "./take-call-reports.ts";
import { takeHeartbeatPing } from "./take-ping.ts";
import { WATCH_TIMER } from "./tell-operators.ts";
import { toAlertView } from "./views.ts";
import { compareRecords, noteUnknown, watchDesk, watchReport } from "./watch.ts";
import { WatchStore } from "./watch-store.ts";

const DAY_MS = 24 * 3600 * 1000;
/** How long a closed alert is answered from here before D1 alone knows it. */
const KEEP_CLOSED_MS = 7 * DAY_MS;
const PRUNE_EVERY_MS = 3600 * 1000;
/** Once what was overdue has fired. */
const WATCH_AFTER_START_MS = 5_000;
/** Closed alerts this young may not be in D1 yet. */
const PROJECTION_LAG_MS = 120_000;

/**
 * One organization's desk (or one shard of it): everything live about its alerts, in one SQLite beside the alarm that
 * keeps its promises. Decides with pure functions; writes before it acts.
 */
export class Desk extends DurableObject<Env> implements DeskRpc {
  private readonly parts: DeskParts;
  private readonly limits = new RateLimit();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { sql, kv } = ctx.storage;
    ensureTables(ctx.storage, SCHEMA, createTables);
    const timers = new Timers(ctx.storage, (key) => this.fire(key), ["outbox", "tidy", "prune", WATCH_TIMER]);
    const stores = {
      alerts: new AlertStore(sql),
      calls: new CallStore(sql),
      requests: new RequestStore(sql),
      refusals: new RefusalStore(sql, () => snapshots.get()?.organization.id ?? ""),
    };
    const name = ctx.id.name ?? "";
    const snapshots = new SnapshotStore(env, kv, name, (before) => configurationChanged(parts, before));
    const caps = new CapStore(sql);
    const outbox = new Outbox(env, name, () => snapshots.get()?.organization.id ?? "", sql, timers, {
      ...stores,
      drillRecord: (drillId) => this.drillRecord(drillId),
      codeRecord: (id) => this.codeRecord(id),
    });
    const deliveries = new Deliveries(sql, timers);
    const drills = new DrillStore(sql);
    const parts: DeskParts = {
      env,
      name,
      commit: commitTo(ctx.storage, [outbox, deliveries, drills, caps, stores.alerts, stores.calls]),
      ...stores,
      caps,
      outbox,
      deliveries,
      objections: new Objections(sql),
      ruleCounts: new RuleCounts(sql),
      heartbeats: new HeartbeatStore(sql),
      drills,
      codes: new CodeStore(sql),
      groups: new GroupStore(sql),
      surplus: new Surplus(() => this.parts),
      snapshots,
      policy: new DeskPolicy(env, (work) => this.parts.detach("read what operators refuse", work)),
      watched: new WatchStore(sql),
      live: new LiveFeed(ctx),
      timers,
      deliver: () => deliverDue(parts),
      detach: (what, work) => {
        ctx.waitUntil(
          work.catch((error: unknown) =>
            console.error(`a Desk could not ${what}; a timer repeats it`, String(error)),
          ),
        );
      },
    };
    this.parts = parts;
    try {
      comeBackIfAway(parts);
    } catch (error) {
      console.error("a Desk could not look at what it missed; its next tick does", String(error));
    }
    // After a restart nobody knows what was lost. A clock of this life alone: it costs the alert's path nothing.
    setTimeout(() => this.watch(), WATCH_AFTER_START_MS);
  }

  async receive(input: ReceiveInput): Promise<ReceiveResult> {
    this.parts.timers.setOnce("prune", Date.now() + PRUNE_EVERY_MS);
    return receive(this.parts, this.limits, input);
  }

  async ping(input: PingInput): Promise<PingResult> {
    return takeHeartbeatPing(this.parts, input);
  }

  async command({ alert_id, ...asked }: AlertCommand): Promise<CommandResult> {
    const stored = this.parts.alerts.byId(alert_id);
    if (stored === null) return { ok: false, reason: "not_found" };
    if (stored.alert.closedAt !== null) return { ok: false, reason: "closed" };
    const result = stepStored(this.parts, stored, { kind: "commanded", ...asked });
    const changed = result.effects.some(({ kind }) => kind === "timeline");
    const next = commitStep(this.parts, stored, result);
    this.parts.detach("deliver", this.parts.deliver());
    return { ok: true, alert: toAlertView(next.alert), changed };
  }

  async alert(alertId: string): Promise<AlertDetail | null> {
    const stored = this.parts.alerts.byId(alertId);
    return stored === null
      ? null
      : { alert: toAlertView(stored.alert), timeline: this.parts.alerts.timeline(alertId) };
  }

  async liveAlerts(): Promise<AlertView[]> {
    return this.parts.alerts.live(Date.now() - PROJECTION_LAG_MS).map(({ alert }) => toAlertView(alert));
  }

  async call(callId: string): Promise<CallRecord | null> {
    return this.parts.calls.record(callId);
  }

  async storedRequest(requestId: string): Promise<RequestRecord | null> {
    return this.parts.requests.record(requestId);
  }

  async standing(question: StandingQuestion): Promise<Standing> {
    return standing(this.parts, question);
  }

  async heldRequests(query: HeldQuery): Promise<RequestSummary[]> {
    return this.parts.requests.held(query);
  }

  async callReports(reports: CallReport[]): Promise<{ seq: number; verdict?: Verdict }> {
    return takeCallReports(this.parts, reports);
  }

  async replaceSnapshot(snapshot: Snapshot): Promise<void> {
    this.parts.snapshots.replace(snapshot);
  }

  async watchAlerts(recordedOpen: string[]): Promise<string[]> {
    await watchDesk(this.parts);
    return compareRecords(this.parts, recordedOpen);
  }

  async noteUnknown(alertIds: string[]): Promise<void> {
    return noteUnknown(this.parts, alertIds);
  }

  async watchReport(): Promise<WatchReport> {
    return watchReport(this.parts);
  }

  async requestDrill(request: DrillRequest): Promise<DrillRequested> {
    // Nothing may ever have come for this organization: then nobody has told it its configuration.
    if (this.parts.snapshots.get() === null) await this.parts.snapshots.refresh();
    return requestDrill(this.parts, request);
  }

  async drill(drillId: string): Promise<DrillRecord | null> {
    return this.drillRecord(drillId);
  }

  async drillsAhead(): Promise<DrillAhead[]> {
    const plans = this.parts.drills.plans().filter(({ digest }) => digest !== "");
    return plans.map(({ phoneId, plannedAt }) => ({ phone_id: phoneId, planned_at: plannedAt }));
  }

  async requestCodeCall(request: CodeCallRequest): Promise<CodeCallRequested> {
    if (this.parts.snapshots.get() === null) await this.parts.snapshots.refresh();
    this.parts.timers.setOnce("prune", Date.now() + PRUNE_EVERY_MS);
    return requestCodeCall(this.parts, request);
  }

  async codeCall(id: string): Promise<CodeCallRecord | null> {
    return this.codeRecord(id);
  }

  private codeRecord(id: string): CodeCallRecord | null {
    const stored = this.parts.codes.byId(id);
    return stored === null ? null : toCodeRecord(this.parts, stored);
  }

  private drillRecord(drillId: string): DrillRecord | null {
    const stored = this.parts.drills.byId(drillId);
    return stored === null ? null : toDrillRecord(this.parts, stored);
  }

  async pullOutbox(ids: number[]): Promise<OutboxRow[]> {
    return this.parts.outbox.pull(ids);
  }

  async confirmOutbox(ids: number[]): Promise<void> {
    this.parts.outbox.confirm(ids);
  }

  /** The live feed of this organization; the route has checked who asks. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get("upgrade") !== "websocket")
      return new Response("the live feed is a WebSocket", { status: 426 });
    return this.parts.live.accept();
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    socket.close(1000, "closed by the reader");
  }

  override async alarm(): Promise<void> {
    this.parts.timers.alarm();
  }

  /** Work that awaits is detached and has timers of its own. */
  private fire(key: string): void {
    const { parts } = this;
    const now = Date.now();
    if (key.startsWith(HEARTBEAT_TIMER)) return checkHeartbeat(parts, key.slice(HEARTBEAT_TIMER.length));
    switch (key) {
      case "alerts":
        return this.tickAlerts(now);
      case DRILLS_TIMER:
        parts.timers.setOnce("prune", now + PRUNE_EVERY_MS);
        return tickDrills(parts);
      case CODES_TIMER:
        return tickCodes(parts);
      case "deliveries":
        return parts.detach("deliver", parts.deliver());
      case "tidy":
        return parts.commit(() => undefined);
      case "outbox":
        return parts.detach("announce its outbox", parts.outbox.announce(now));
      case WATCH_TIMER:
        return this.watch();
      case "prune":
        parts.timers.set("prune", now + PRUNE_EVERY_MS);
        this.watch();
        parts.alerts.prune(now - KEEP_CLOSED_MS);
        parts.calls.prune(now - DAY_MS);
        parts.ruleCounts.prune(now);
        parts.groups.prune(now);
        parts.watched.prune(now - KEEP_CLOSED_MS);
        parts.drills.prune(now - KEEP_CLOSED_MS);
        parts.caps.prune(now);
        parts.refusals.prune(now - KEEP_CLOSED_MS);
        parts.codes.prune(now - DAY_MS);
        return parts.requests.prune(now - DAY_MS);
      default:
        console.error("a timer of no known kind", key);
    }
  }

  private watch(): void {
    this.parts.detach("watch its alerts", watchDesk(this.parts));
    this.parts.detach("hand objections over", handOverObjections(this.parts));
  }

  private tickAlerts(now: number): void {
    comeBackIfAway(this.parts);
    for (const { alert } of this.parts.alerts.due(now)) applyToAlert(this.parts, alert.id, { kind: "tick" });
    const next = this.parts.alerts.nextWake();
    if (next !== null) this.parts.timers.setEarlier("alerts", next);
  }
}
