import { createId } from "@callping/contract/ids";
import { fleetName, HOME_REGION } from "../names.ts";
import type { RouteAnswer } from "../protocol.ts";
import type { LineParts } from "./parts.ts";
import type { CallRow } from "./rows.ts";

/** A Fleet that takes longer is not waited for: the attempt is written down, and its call asks again. */
const AHEAD_MS = 150;

export interface Route {
  pbx_id: string;
  trunk_id: string;
}

/** Asks the Fleet for a route. Null: it did not answer. */
export async function pickRoute(
  parts: LineParts,
  number: string,
  exclude: readonly Route[],
  euOnly: boolean,
): Promise<RouteAnswer | null> {
  try {
    const fleet = parts.env.FLEET.getByName(fleetName(HOME_REGION));
    const results = parts.results.take();
    return await fleet.pick({
      number,
      exclude: [...exclude],
      ...(euOnly && { eu_only: true }),
      line: parts.name,
      ...(results.length > 0 && { results }),
    });
  } catch (error) {
    console.warn("the Fleet did not answer; the call is tried again", String(error));
    return null;
  }
}

/** A route for a call that may begin now, so that the attempt, the call and its leg are one commit. Null: none in time. */
export async function routeAhead(
  parts: LineParts,
  number: string,
  euOnly: boolean,
): Promise<Extract<RouteAnswer, { ok: true }> | null> {
  const { store } = parts;
  if (store.liveCall(number) !== null || store.waiting(number).length > 0) return null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, AHEAD_MS, null);
  });
  const route = await Promise.race([pickRoute(parts, number, [], euOnly), late]);
  clearTimeout(timer);
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
