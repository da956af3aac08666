import { createId } from "@callping/contract/ids";
import type { ExcludedRoute } from "../../services/pbx-registry.ts";
import { fleetName, HOME_REGION } from "../names.ts";
import type { AttemptOrder, RouteAnswer, RouteQuery } from "../protocol.ts";
import type { LineParts } from "./parts.ts";
import type { CallRow } from "./rows.ts";

/** A Fleet that takes longer is not waited for: the last that it showed decides. */
const BUDGET_MS = 150;

export interface Route {
  pbx_id: string;
  trunk_id: string;
}

type Excluded = readonly ExcludedRoute[];

/**
 * A route from the Fleet, or by what it showed last when it does not answer in time. Null: it did not answer, and nothing
 * that it showed has a route.
 */
export async function pickRoute(
  parts: LineParts,
  number: string,
  exclude: Excluded,
  orders: readonly AttemptOrder[],
): Promise<RouteAnswer | null> {
  const euOnly = orders.some(({ eu_only }) => eu_only === true);
  const asked = askFleet(parts, number, exclude, orders);
  // A cold Fleet reads its definition first: where nothing else is known, it is worth the wait.
  return (await inTime(parts, asked)) ?? parts.lastFleet.pick(number, exclude, euOnly) ?? asked;
}

/** The Fleet's answer, if it comes within its budget. */
async function inTime(parts: LineParts, asked: Promise<RouteAnswer | null>): Promise<RouteAnswer | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, BUDGET_MS, null);
  });
  const answer = await Promise.race([asked, late]);
  clearTimeout(timer);
  if (answer !== null && parts.lastFleet.isStale(Date.now()))
    parts.detach("keep how the fleet stands", keepFleet(parts));
  return answer;
}

async function askFleet(
  parts: LineParts,
  number: string,
  exclude: Excluded,
  orders: readonly AttemptOrder[],
): Promise<RouteAnswer | null> {
  const euOnly = orders.some(({ eu_only }) => eu_only === true);
  try {
    const fleet = parts.env.FLEET.getByName(fleetName(HOME_REGION));
    const results = parts.results.take();
    return await fleet.pick({
      number,
      exclude: [...exclude],
      ...(euOnly && { eu_only: true }),
      ...newCallOf(orders),
      line: parts.name,
      ...(results.length > 0 && { results }),
    });
  } catch (error) {
    console.warn("the Fleet did not answer; what it showed last decides", String(error));
    return null;
  }
}

/** A call to a new number, under the id of its first attempt: the same whatever route it asks for. */
function newCallOf([first]: readonly AttemptOrder[]): Pick<RouteQuery, "new_call"> {
  if (first?.new_number !== true) return {};
  return { new_call: { key: first.attempt_id, organization_id: first.organization_id } };
}

async function keepFleet({ env, lastFleet }: LineParts): Promise<void> {
  lastFleet.keep(await env.FLEET.getByName(fleetName(HOME_REGION)).routes(), Date.now());
}

/** A route for a call that may begin now, so that the attempt, the call and its leg are one commit. Null: none in time. */
export async function routeAhead(
  parts: LineParts,
  order: AttemptOrder,
): Promise<Extract<RouteAnswer, { ok: true }> | null> {
  const { store } = parts;
  const { number } = order.phone;
  if (store.liveCall(number) !== null || store.waiting(number).length > 0) return null;
  const asked = askFleet(parts, number, [], [order]);
  const route = (await inTime(parts, asked)) ?? parts.lastFleet.pick(number, [], order.eu_only === true);
  return route?.ok === true ? route : null;
}

/** The call with a new leg on a route: written down before its PBX hears of it. */
export function withLeg(call: CallRow, route: Route): CallRow {
  return {
    ...call,
    leg_id: createId("leg"),
    pbx_id: route.pbx_id,
    trunk_id: route.trunk_id,
    leg_state: "placing",
    leg_seq: 0,
  };
}
