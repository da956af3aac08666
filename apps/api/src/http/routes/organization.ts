import type { Hono } from "hono";
import {
  callerCard,
  callerCardUrl,
  listCallerIds,
  organizationOfLink,
} from "../../services/fleet/caller-ids.ts";
import { readRouting, setRouting } from "../../services/organizations/set-routing.ts";
import { actingIn, nowIso } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { refused } from "../refused.ts";

/** Mounts the routes of an organization's own settings. */
export function mountOrganization(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/organization/routing", async (c) =>
    c.json(await readRouting(c.env.DB, c.get("caller").organizationId)),
  );
  mount(app, "PUT /api/v1/organization/routing", putRouting);
  mount(app, "GET /api/v1/caller-ids", getCallerIds);
  mount(app, "GET /api/v1/caller-ids.vcf", (c) => sendCard(c, c.get("caller").organizationId));
  mount(app, "GET /api/callers/:file", openCard);
}

async function getCallerIds(c: AppContext): Promise<Response> {
  const { organizationId } = c.get("caller");
  const [numbers, card_url] = await Promise.all([
    listCallerIds(c.env.DB, organizationId),
    callerCardUrl(c.env, organizationId),
  ]);
  return c.json({ numbers, card_url });
}

/** One answer for every link that opens nothing: it must not say whether there is such an organization. */
async function openCard(c: AppContext): Promise<Response> {
  const organizationId = await organizationOfLink(c.env, c.req.param("file") ?? "");
  if (organizationId === null) return problem(c, "unknown_card", "This URL opens no card.");
  return sendCard(c, organizationId);
}

async function sendCard(c: AppContext, organizationId: string): Promise<Response> {
  return c.body(await callerCard(c.env.DB, organizationId), 200, {
    "content-type": "text/vcard; charset=utf-8",
    "content-disposition": 'attachment; filename="callping.vcf"',
  });
}

async function putRouting(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await setRouting(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json(result.set) : refused(c, "organization", result.error);
}
