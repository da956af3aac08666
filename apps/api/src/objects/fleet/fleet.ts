import { DurableObject } from "cloudflare:workers";
import { checkNumber } from "@callping/domain/numbers/check-number";
import type { Env } from "../../env.ts";
import type { FleetDefinition } from "../../services/fleet-definition.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";
import { getHealthyPbx } from "../../services/pbx-registry.ts";
import type {
  FleetRpc,
  FleetSnapshot,
  PbxHealth,
  RouteAnswer,
  RouteQuery,
  RouteResult,
} from "../protocol.ts";
import { Recent } from "@callping/domain/recent";
import { FleetEvents } from "./events.ts";
import { HealthBoard } from "./health-board.ts";
import { ResultBoard } from "./result-board.ts";

/** A definition older than this is read again from D1 behind the answer. */
const DEFINITION_FRESH_MS = 60_000;

/**
 * One a region: the central cursor of the round robin, and what is known of every PBX. Picking reads memory only;
 * definitions and the last health are kept in storage for a cold start.
 */
export class Fleet extends DurableObject<Env> implements FleetRpc {
  private definition: FleetDefinition | null = null;
  private definitionAt = 0;
  private cursor = 0;
  private readonly health: HealthBoard;
  private readonly board: ResultBoard;
  private readonly events: FleetEvents;
  /** ISO regions of the numbers that were asked for last: their results follow. */
  private readonly regions = new Recent<string, string>(5_000);
  /** Lines that asked while no route was healthy; told at once when one is. */
  private readonly waitingLines = new Set<string>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.health = new HealthBoard(ctx.storage.kv, Date.now());
    this.board = new ResultBoard(ctx.storage.kv);
    this.events = new FleetEvents(ctx.storage.kv);
  }

  /** The next route for a number. A number that fails the safety net has no permitted route. */
  async pick(query: RouteQuery): Promise<RouteAnswer> {
    if (query.results !== undefined) this.take(query.results);
    const checked = checkNumber(query.number, { fictionAllowed: true });
    if (!checked.ok) return { ok: false, reason: "no_permitted_route" };
    const fleet = await this.currentDefinition();
    const now = Date.now();
    const options = {
      exclude: query.exclude,
      health: this.health.live(now),
      cursor: this.cursor,
      avoid: this.board.avoided(checked.region, now),
    };
    const picked = getHealthyPbx(checked, fleet, options);
    if (picked.ok) {
      this.cursor += 1;
      this.regions.set(query.number, checked.region);
      const { route } = picked;
      const departure = this.board.depart(route, checked.region, now, () => {
        const exclude = [...query.exclude, route];
        return getHealthyPbx(checked, fleet, { ...options, exclude }).ok;
      });
      return { ok: true, ...route, ...departure };
    }
    if (picked.reason === "no_healthy_route" && query.line !== undefined) this.waitingLines.add(query.line);
    return picked;
  }

  /** From every PbxLink, on change and each 10 s. A PBX that comes up wakes the lines that wait for one. */
  async reportHealth(health: PbxHealth): Promise<void> {
    const { improved, events } = this.health.take(health, Date.now());
    this.events.add(events);
    if (!improved || this.waitingLines.size === 0) return;
    const lines = [...this.waitingLines];
    this.waitingLines.clear();
    this.ctx.waitUntil(
      Promise.allSettled(lines.map((line) => this.env.PHONE_LINE.getByName(line).routesChanged())),
    );
  }

  /** From a line whose next question may be far away. */
  async results(results: RouteResult[]): Promise<void> {
    this.take(results);
  }

  /** What is known of every PBX and trunk, for the API. */
  async snapshot(): Promise<FleetSnapshot> {
    return { pbxs: this.health.all(Date.now()), trunks: this.board.all(), events: this.events.all() };
  }

  private take(results: readonly RouteResult[]): void {
    const placed = results.flatMap((result) => {
      const country = this.regions.get(result.number) ?? regionOf(result.number);
      return country === null ? [] : [{ ...result, country }];
    });
    this.events.add(this.board.take(placed));
  }

  private async currentDefinition(): Promise<FleetDefinition> {
    const stored = this.definition ?? this.ctx.storage.kv.get<FleetDefinition>("definition") ?? null;
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
    const definition = await loadFleet(this.env.DB);
    this.definition = definition;
    this.definitionAt = Date.now();
    this.ctx.storage.kv.put("definition", definition);
    return definition;
  }
}

function regionOf(number: string): string | null {
  const checked = checkNumber(number, { fictionAllowed: true });
  return checked.ok ? checked.region : null;
}
