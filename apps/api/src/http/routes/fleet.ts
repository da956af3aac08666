import { fleetName, HOME_REGION } from "../../objects/names.ts";
import { describeFleet } from "../../services/fleet/describe-fleet.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";
import type { AppContext } from "../context.ts";

/** `GET /api/v1/fleet` */
export async function getFleet(c: AppContext): Promise<Response> {
  const [fleet, health] = await Promise.all([
    loadFleet(c.env.DB),
    c.env.FLEET.getByName(fleetName(HOME_REGION)).snapshot(),
  ]);
  return c.json(describeFleet(fleet, health, Date.now()));
}
