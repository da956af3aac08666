import type { Outcome } from "@callping/domain/calls/outcomes";
import { afterResult, beginProbe, type Breaker, CLOSED, permission } from "@callping/domain/fleet/breaker";
import { type Delays, silenceLimit, withDelay } from "@callping/domain/fleet/silence";
import { didTrunkWork } from "@callping/domain/fleet/worked";
import type { Route } from "../../services/pbx-registry.ts";
import type { FleetEvent, RouteResult, TrunkCountry } from "../protocol.ts";

const MOST_OUTCOMES = 100;

/** A trunk of a PBX, for the numbers of one ISO region. */
interface Line {
  route: Route;
  country: string;
  breaker: Breaker;
  delays: Delays;
  outcomes: readonly Outcome[];
}

/** How a call that leaves now is to be watched. */
export interface Departure {
  silence_ms: number;
  /** The trunk is in doubt: how this call fares is to be told at once. */
  doubtful: boolean;
}

/** Whether another route is left should this one stay silent. */
type IsElsewhere = () => boolean;

/**
 * The last results of every trunk in every country, and what follows from them. Memory; breakers that are not closed are
 * stored on each change, so that a restart does not send calls where they fail.
 */
export class ResultBoard {
  private readonly lines = new Map<string, Line>();
  private readonly store: SyncKvStorage;

  constructor(store: SyncKvStorage) {
    this.store = store;
    for (const [key, line] of store.list<Line>({ prefix: "breaker:" }))
      this.lines.set(key.slice("breaker:".length), line);
  }

  /** Takes results in their order; answers with what they changed. */
  take(results: readonly (RouteResult & { country: string })[]): FleetEvent[] {
    return results.flatMap((result) => this.takeOne(result));
  }

  /** Routes that calls to a country take only where nothing else is left. */
  avoided(country: string, now: number): (route: Route) => boolean {
    return (route) => {
      const line = this.lines.get(keyOf(route, country));
      return line !== undefined && permission(line.breaker, now) === "no";
    };
  }

  /** Whether nothing speaks against a route. */
  isTrusted(route: Route, country: string): boolean {
    return (this.lines.get(keyOf(route, country))?.breaker ?? CLOSED).state === "closed";
  }

  /** A call leaves: it may be the probe that a breaker waited for. A doubtful trunk gets less time, where there is another. */
  depart(route: Route, country: string, now: number, isElsewhere: IsElsewhere): Departure {
    const line = this.lines.get(keyOf(route, country));
    if (line === undefined) return { silence_ms: silenceLimit([], false), doubtful: false };
    const doubtful = line.breaker.state !== "closed";
    if (doubtful) this.save({ ...line, breaker: beginProbe(line.breaker, now) });
    return { silence_ms: silenceLimit(line.delays, doubtful && isElsewhere()), doubtful };
  }

  all(): TrunkCountry[] {
    return [...this.lines.values()].map(({ route, country, breaker, delays, outcomes }) => ({
      ...route,
      country,
      state: breaker.state,
      until: breaker.state === "closed" ? null : breaker.until,
      reason: breaker.state === "closed" ? null : breaker.reason,
      outcomes: countOf(outcomes),
      delays_ms: [...delays],
    }));
  }

  private takeOne(result: RouteResult & { country: string }): FleetEvent[] {
    const { at, number, outcome, delay_ms, country, pbx_id, trunk_id } = result;
    const key = keyOf(result, country);
    const route = { pbx_id, trunk_id };
    const line = this.lines.get(key) ?? { route, country, breaker: CLOSED, delays: [], outcomes: [] };
    const worked = didTrunkWork(outcome, delay_ms !== null);
    const breaker =
      worked === null ? line.breaker : afterResult(line.breaker, { at, worked, number, reason: outcome });
    const next = {
      ...line,
      breaker,
      delays: delay_ms === null ? line.delays : withDelay(line.delays, delay_ms),
      outcomes: [...line.outcomes, outcome].slice(-MOST_OUTCOMES),
    };
    this.lines.set(key, next);
    if (breaker.state === line.breaker.state) return [];
    this.save(next);
    if (breaker.state === "open") return [{ at, kind: "trunk_doubted", ...route, country, reason: outcome }];
    return breaker.state === "closed"
      ? [{ at, kind: "trunk_trusted", ...route, country, reason: outcome }]
      : [];
  }

  private save(line: Line): void {
    const key = keyOf(line.route, line.country);
    this.lines.set(key, line);
    if (line.breaker.state === "closed") this.store.delete(`breaker:${key}`);
    else this.store.put(`breaker:${key}`, line);
  }
}

function keyOf({ pbx_id, trunk_id }: Route, country: string): string {
  return `${pbx_id}/${trunk_id}/${country}`;
}

function countOf(outcomes: readonly Outcome[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
