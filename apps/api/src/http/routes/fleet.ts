import { fleetName, HOME_REGION } from "../../objects/names.ts";
import { describeFleet, describeFleetEvents } from "../../services/fleet/describe-fleet.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";
import type { AppContext } from "../context.ts";

/** `GET /api/v1/fleet` */
export async function getFleet(c: AppContext): Promise<Response> {
  const [fleet, live] = await Promise.all([
    loadFleet(c.env.DB),
    c.env.FLEET.getByName(fleetName(HOME_REGION)).snapshot(),
  ]);
  return c.json(describeFleet(fleet, live, Date.now()));
}

/** `GET /api/v1/fleet/events` */
export async function getFleetEvents(c: AppContext): Promise<Response> {
  const { events } = await c.env.FLEET.getByName(fleetName(HOME_REGION)).snapshot();
  return c.json(describeFleetEvents(events));
}
