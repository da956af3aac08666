import type { Hono } from "hono";
import { readRouting, setRouting } from "../../services/organizations/set-routing.ts";
import { actingIn, nowIso } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { refused } from "../refused.ts";

/** Mounts the routes of an organization's own settings. */
export function mountOrganization(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/organization/routing", async (c) =>
    c.json(await readRouting(c.env.DB, c.get("caller").organizationId)),
  );
  mount(app, "PUT /api/v1/organization/routing", putRouting);
}

async function putRouting(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await setRouting(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json(result.set) : refused(c, "organization", result.error);
}
