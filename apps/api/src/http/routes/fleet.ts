import type { Hono } from "hono";
import { fleetName, HOME_REGION } from "../../objects/names.ts";
import type { DefineFailure, DefineResult } from "../../services/fleet/define-fleet.ts";
import { describeFleet, describeFleetEvents } from "../../services/fleet/describe-fleet.ts";
import { loadFleet } from "../../services/fleet/load-fleet.ts";
import { listDefined } from "../../services/fleet/read-defined.ts";
import { addToken, dropToken } from "../../services/fleet/rotate-token.ts";
import { addPbx, changePbx } from "../../services/fleet/save-pbx.ts";
import { addTrunk, changeTrunk } from "../../services/fleet/save-trunk.ts";
import { switchCountry } from "../../services/fleet/switch-country.ts";
import { testTrunks } from "../../services/fleet/test-trunks.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { refused } from "../refused.ts";

/** Mounts the routes of the fleet. */
export function mountFleet(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/fleet", getFleet);
  mount(app, "GET /api/v1/fleet/events", getFleetEvents);
  mount(app, "GET /api/v1/fleet/pbxs", async (c) => c.json({ data: await listDefined(c.env.DB) }));
  mount(app, "POST /api/v1/fleet/canaries", postCanaries);
  mount(app, "POST /api/v1/fleet/pbxs", (c) =>
    define(c, "PBX", 201, (body) => addPbx(...actingIn(c), body, nowIso())),
  );
  mount(app, "PATCH /api/v1/fleet/pbxs/:id", (c) =>
    define(c, "PBX", 200, (body) => changePbx(...actingIn(c), idOf(c), body, nowIso())),
  );
  mount(app, "POST /api/v1/fleet/pbxs/:id/token", (c) =>
    define(c, "PBX", 201, (body) => addToken(...actingIn(c), idOf(c), body, nowIso())),
  );
  mount(app, "DELETE /api/v1/fleet/pbxs/:id/token", (c) =>
    define(c, "PBX", 200, (body) => dropToken(...actingIn(c), idOf(c), body, nowIso())),
  );
  mount(app, "POST /api/v1/fleet/pbxs/:id/trunks", (c) =>
    define(c, "PBX", 201, (body) => addTrunk(...actingIn(c), idOf(c), body, nowIso())),
  );
  mount(app, "PATCH /api/v1/fleet/pbxs/:id/trunks/:trunk", (c) =>
    define(c, "trunk at PBX", 200, (body) =>
      changeTrunk(...actingIn(c), idOf(c), c.req.param("trunk") ?? "", body, nowIso()),
    ),
  );
  mount(app, "PUT /api/v1/fleet/pbxs/:id/trunks/:trunk/countries/:country", (c) =>
    define(c, "trunk at PBX", 200, (body) => {
      const { trunk: trunkId = "", country = "" } = c.req.param();
      return switchCountry(...actingIn(c), { pbxId: idOf(c), trunkId, country }, body, nowIso());
    }),
  );
}

async function postCanaries(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await testTrunks(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json({ data: result.tested }) : refused(c, "fleet", result.error);
}

async function getFleet(c: AppContext): Promise<Response> {
  const [fleet, live] = await Promise.all([
    loadFleet(c.env.DB),
    c.env.FLEET.getByName(fleetName(HOME_REGION)).snapshot(),
  ]);
  return c.json(describeFleet(fleet, live, Date.now()));
}

async function getFleetEvents(c: AppContext): Promise<Response> {
  const { events } = await c.env.FLEET.getByName(fleetName(HOME_REGION)).snapshot();
  const { scopes } = c.get("caller");
  return c.json(describeFleetEvents(events, scopes.includes("fleet:write")));
}

/** One change by an operator: its body, the change, and how the fleet is defined after it. */
async function define(
  c: AppContext,
  what: string,
  status: 200 | 201,
  change: (body: unknown) => Promise<(DefineResult & { token?: string }) | DefineFailure>,
): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await change(body.json);
  if (!result.ok) return refused(c, what, result.error);
  const { changed, token } = result;
  return c.json({ ...changed, ...(token !== undefined && { token }) }, status);
}
