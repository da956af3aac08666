import { DurableObject } from "cloudflare:workers";
import { prefixOf, VELOCITY_WINDOW_MS } from "@callping/domain/caps/velocity";
import { checkNumber } from "@callping/domain/numbers/check-number";
import { NO_OPERATOR_LISTS } from "@callping/domain/numbers/policy";
import type { Env } from "../../env.ts";
import { completePbx, type FleetDefinition } from "../../services/fleet-definition.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";
import { type CheckedPhone, getHealthyPbx, type Route } from "../../services/pbx-registry.ts";
import type {
  FleetEvent,
  FleetRoutes,
  FleetRpc,
  FleetSnapshot,
  LegReport,
  LegReportAnswer,
  PbxHealth,
  RouteAnswer,
  RouteQuery,
  RouteResult,
} from "../protocol.ts";
import { recordCanary, recordRinging } from "../../services/fleet/record-checks.ts";
import { Recent } from "@callping/domain/recent";
import { Canaries, type Canary, canaryNews } from "./canaries.ts";
import { FleetEvents } from "./events.ts";
import { HealthBoard } from "./health-board.ts";
import { ResultBoard } from "./result-board.ts";
import { RingTimes } from "./ring-times.ts";
import { sendCanaries } from "./send-canaries.ts";
import { Velocity } from "./velocity.ts";

/** A definition older than this is read again from D1 behind the answer. */
const DEFINITION_FRESH_MS = 60_000;
/** Which of these a trunk may carry is the registry's to say. */
const ANY_KIND = { fictionAllowed: true, browserAllowed: true } as const;
/** How often the way from webhook to ringing is summed up for the record. */
const RECORDED_EACH_MS = 300_000;
/** A country without a permitted route is said once in this time. */
const NO_ROUTE_SAID_MS = 60_000;

/**
 * One a region: the central cursor of the round robin, and what is known of every PBX. Picking reads memory only;
 * definitions and the last health are kept in storage for a cold start.
 */
export class Fleet extends DurableObject<Env> implements FleetRpc {
  private definition: FleetDefinition | null = null;
  private definitionAt = 0;
  /** Reads of the definition, so that a slow one does not undo a later one. */
  private reads = 0;
  private recordedAt = 0;
  private readShown = 0;
  private cursor = 0;
  private readonly health: HealthBoard;
  private readonly board: ResultBoard;
  private readonly events: FleetEvents;
  private readonly canaries: Canaries;
  private readonly velocity: Velocity;
  private readonly ringTimes = new RingTimes();
  /** ISO regions of the numbers that were asked for last: their results follow. */
  private readonly regions = new Recent<string, string>(5_000);
  /** Countries that had no permitted route, and when that was said last. */
  private readonly saidNoRoute = new Recent<string, number>(300);
  /** Lines that asked while no route was healthy; told at once when one is. */
  private readonly waitingLines = new Set<string>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.health = new HealthBoard(ctx.storage.kv, Date.now());
    this.board = new ResultBoard(ctx.storage.kv);
    this.events = new FleetEvents(ctx.storage.kv);
    this.canaries = new Canaries(ctx.storage.kv);
    this.velocity = new Velocity(ctx.storage.kv);
  }

  /** The next route for a number. A number that fails the safety net has no permitted route. */
  async pick(query: RouteQuery): Promise<RouteAnswer> {
    if (query.results !== undefined) this.take(query.results);
    const fleet = await this.currentDefinition();
    const checked = checkNumber(query.number, { ...fleet.policy, ...ANY_KIND });
    if (!checked.ok) return { ok: false, reason: "no_permitted_route" };
    const now = Date.now();
    const options = {
      exclude: query.exclude,
      health: this.health.live(now),
      cursor: this.cursor,
      avoid: this.board.avoided(checked.region, now),
      euOnly: query.eu_only === true,
    };
    const picked = getHealthyPbx(checked, fleet, options);
    if (picked.ok && !this.mayCallNew(query, checked, now)) return { ok: false, reason: "prefix_velocity" };
    if (picked.ok) {
      this.cursor += 1;
      this.regions.set(query.number, checked.region);
      const { route } = picked;
      const departure = this.board.depart(route, checked.region, now, () => {
        const exclude = [...query.exclude, route];
        return getHealthyPbx(checked, fleet, { ...options, exclude }).ok;
      });
      const pbx_country = fleet.pbxs.find(({ id }) => id === route.pbx_id)?.country;
      return { ok: true, ...route, ...departure, ...(pbx_country !== undefined && { pbx_country }) };
    }
    if (picked.reason === "no_permitted_route") this.sayNoRoute(checked.region, now);
    if (picked.reason === "no_healthy_route" && query.line !== undefined) this.waitingLines.add(query.line);
    return picked;
  }

  /** From every PbxLink, on change and each 10 s. A PBX that comes up wakes the lines that wait for one. */
  async reportHealth(health: PbxHealth): Promise<void> {
    const { improved, events } = this.health.take(health, Date.now());
    this.events.add(events);
    if (improved) this.wakeWaitingLines();
  }

  /** From a line whose next question may be far away. */
  async results(results: RouteResult[]): Promise<void> {
    this.take(results);
  }

  /** What a pick goes by now. Control tokens stay here. */
  async routes(): Promise<FleetRoutes> {
    const { pbxs, ...more } = await this.currentDefinition();
    return {
      fleet: { ...more, pbxs: pbxs.map((pbx) => ({ ...pbx, tokenDigests: [] })) },
      health: this.health.live(Date.now()),
    };
  }

  /** What is known of every PBX and trunk, for the API. */
  async snapshot(): Promise<FleetSnapshot> {
    return {
      pbxs: this.health.all(Date.now()),
      trunks: this.board.all(),
      canaries: this.canaries.all().map((canary) => {
        const { pbx_id, trunk_id, at, ok, outcome } = canary;
        return { pbx_id, trunk_id, at, ok, outcome, ringing_ms: ringingMs(canary) };
      }),
      ringing: this.ringTimes.all(),
      events: this.events.all(),
    };
  }

  /** Each minute: places the test calls that are due, and records how long webhooks took to ring. */
  async tick(): Promise<void> {
    await this.sendCanaries(false);
    const now = Date.now();
    if (now - this.recordedAt < RECORDED_EACH_MS) return;
    this.recordedAt = now;
    this.velocity.prune(now);
    for (const region of this.ringTimes.takeFresh()) await recordRinging(this.env.DB, now, region);
  }

  async testTrunks(): Promise<Route[]> {
    return this.sendCanaries(true);
  }

  /** From PbxLinks, of test calls. How one ended counts among its trunk's results, as any call does. */
  async legReports(reports: LegReport[]): Promise<LegReportAnswer> {
    for (const report of reports) {
      const ended = this.canaries.take(report);
      if (ended === null) continue;
      const { pbx_id, trunk_id, number, outcome } = ended;
      const delay_ms = ringingMs(ended);
      // An echo number may be the provider's own: that it answers is no proof against what calls to people showed.
      const country = regionOf(number);
      if (ended.ok !== true || (country !== null && this.board.isTrusted(ended, country)))
        this.take([{ pbx_id, trunk_id, number, at: report.at, outcome, delay_ms }]);
      this.events.add(canaryNews(ended));
      this.ctx.waitUntil(
        recordCanary(this.env.DB, ended, delay_ms).catch((error: unknown) =>
          console.error("how a test call went was not recorded", String(error)),
        ),
      );
    }
    return { seq: reports.at(-1)?.seq ?? 0 };
  }

  /** An operator changed the definition: every pick from now on obeys it. @throws when D1 does not answer. */
  async redefine(event: FleetEvent): Promise<void> {
    this.events.add([event]);
    await this.readDefinition();
    this.wakeWaitingLines();
  }

  /** Loudly, and not once for each of a hundred calls. */
  private sayNoRoute(country: string, now: number): void {
    if (now - (this.saidNoRoute.get(country) ?? 0) < NO_ROUTE_SAID_MS) return;
    this.saidNoRoute.set(country, now);
    const reason = "no trunk may carry a call there: the call failed, and its plan went on";
    this.events.add([{ at: now, kind: "no_permitted_route", pbx_id: null, trunk_id: null, country, reason }]);
  }

  /** Whether a call may go as far as the velocity of its prefix goes; one that may not is said once an hour and prefix. */
  private mayCallNew({ new_call }: RouteQuery, { e164, region }: CheckedPhone, now: number): boolean {
    if (new_call === undefined) return true;
    const { key, organization_id: organizationId } = new_call;
    if (this.velocity.admit(e164, region, { key, organizationId, at: now })) return true;
    const prefix = prefixOf(e164);
    if (now - (this.saidNoRoute.get(prefix) ?? 0) < VELOCITY_WINDOW_MS) return false;
    this.saidNoRoute.set(prefix, now);
    const reason = `too many new numbers that begin with ${prefix} were called within an hour: further ones are held back. Known numbers ring.`;
    this.events.add([
      { at: now, kind: "prefix_velocity", pbx_id: null, trunk_id: null, country: region, reason },
    ]);
    return false;
  }

  private async sendCanaries(asked: boolean): Promise<Route[]> {
    const { env, canaries } = this;
    const tell = (events: readonly FleetEvent[]): void => this.events.add(events);
    const world = { env, canaries, name: this.ctx.id.name ?? "", tell };
    return sendCanaries(world, canaries.due(await this.currentDefinition(), Date.now(), asked));
  }

  private wakeWaitingLines(): void {
    const lines = [...this.waitingLines];
    this.waitingLines.clear();
    const woken = lines.map((line) => this.env.PHONE_LINE.getByName(line).routesChanged());
    if (woken.length > 0) this.ctx.waitUntil(Promise.allSettled(woken));
  }

  private take(results: readonly RouteResult[]): void {
    const placed = results.flatMap((result) => {
      if (result.webhook_to_ringing_ms !== undefined) {
        const pbx = this.definition?.pbxs.find(({ id }) => id === result.pbx_id);
        if (pbx !== undefined) this.ringTimes.add(pbx.region, result.webhook_to_ringing_ms);
      }
      const country = this.regions.get(result.number) ?? regionOf(result.number);
      return country === null ? [] : [{ ...result, country }];
    });
    this.events.add(this.board.take(placed));
  }

  private async currentDefinition(): Promise<FleetDefinition> {
    const stored = this.definition ?? this.storedDefinition();
    if (stored === null) return this.readDefinition();
    this.definition = stored;
    if (Date.now() - this.definitionAt > DEFINITION_FRESH_MS) {
      this.definitionAt = Date.now();
      this.ctx.waitUntil(
        this.readDefinition().catch((error: unknown) =>
          console.error("fleet definition not refreshed", String(error)),
        ),
      );
    }
    return stored;
  }

  private async readDefinition(): Promise<FleetDefinition> {
    this.reads += 1;
    const read = this.reads;
    const definition = await loadFleet(this.env.DB);
    if (read < this.readShown) return this.definition ?? definition;
    this.readShown = read;
    this.definition = definition;
    this.definitionAt = Date.now();
    this.ctx.storage.kv.put("definition", definition);
    return definition;
  }

  private storedDefinition(): FleetDefinition | null {
    const stored = this.ctx.storage.kv.get<FleetDefinition>("definition");
    return stored === undefined ? null : { ...stored, pbxs: stored.pbxs.map(completePbx) };
  }
}

function ringingMs({ at, ringing_at }: Canary): number | null {
  return ringing_at === null ? null : Math.max(0, ringing_at - at);
}

function regionOf(number: string): string | null {
  const checked = checkNumber(number, { ...NO_OPERATOR_LISTS, ...ANY_KIND });
  return checked.ok ? checked.region : null;
}
