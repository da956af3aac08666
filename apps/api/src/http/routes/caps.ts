import { RefusalsQuerySchema } from "@callping/contract/api/caps";
import type { Hono } from "hono";
import { describeCaps, describeCapsOf } from "../../services/caps/describe-caps.ts";
import { listCountries } from "../../services/caps/list-countries.ts";
import { listRefusals } from "../../services/caps/list-refusals.ts";
import { type OperatorResult, setLimits } from "../../services/caps/set-limits.ts";
import { stopCalls } from "../../services/caps/stop-calls.ts";
import { switchCountry, switchCountryFor, type SwitchResult } from "../../services/caps/switch-country.ts";
import { listPrefixesOff, switchPrefix } from "../../services/caps/switch-prefix.ts";
import { findTarget } from "../../services/caps/target.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { readQuery } from "../query.ts";
import { refused, unknown } from "../refused.ts";

/** Mounts what an organization may call and spend, and what operators do about it. */
export function mountCaps(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/countries", async (c) =>
    c.json(await listCountries(c.env.DB, c.get("caller").organizationId)),
  );
  mount(app, "PUT /api/v1/countries/:country", (c) =>
    switchOne(c, (body) => switchCountry(...actingIn(c), countryOf(c), body, nowIso())),
  );
  mount(app, "GET /api/v1/caps", getCaps);
  mount(app, "GET /api/v1/refusals", getRefusals);
  mount(app, "GET /api/v1/operator/organizations/:id/caps", getCapsOf);
  mount(app, "PUT /api/v1/operator/organizations/:id/limits", (c) =>
    act(c, (body) => setLimits(...actingIn(c), idOf(c), body, nowIso())),
  );
  mount(app, "PUT /api/v1/operator/organizations/:id/calls", (c) =>
    act(c, (body) => stopCalls(...actingIn(c), idOf(c), body, nowIso())),
  );
  mount(app, "PUT /api/v1/operator/organizations/:id/countries/:country", (c) =>
    switchOne(c, (body) => switchCountryFor(...actingIn(c), idOf(c), countryOf(c), body, nowIso())),
  );
  mount(app, "GET /api/v1/operator/prefixes", async (c) => c.json(await listPrefixesOff(c.env.DB)));
  mount(app, "PUT /api/v1/operator/prefixes/:prefix", putPrefix);
}

function countryOf(c: AppContext): string {
  return c.req.param("country") ?? "";
}

async function getCaps(c: AppContext): Promise<Response> {
  const { organizationId: id, organizationNumber: number, shards } = c.get("caller");
  return fromDesks(c, () => describeCaps(c.env, { id, number, shards }, Date.now()));
}

async function getCapsOf(c: AppContext): Promise<Response> {
  const target = await findTarget(c.env, idOf(c));
  return target === null
    ? unknown(c, "organization")
    : fromDesks(c, () => describeCapsOf(c.env, target, Date.now()));
}

async function fromDesks(c: AppContext, ask: () => Promise<object>): Promise<Response> {
  try {
    return c.json(await ask());
  } catch (error) {
    console.warn("what was spent today could not be asked of a Desk", String(error));
    return problem(c, "desk_unreachable", "The organization's desk could not be reached.", {
      headers: { "retry-after": "2" },
    });
  }
}

async function getRefusals(c: AppContext): Promise<Response> {
  const read = readQuery(c, RefusalsQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const { items, next } = await listRefusals(c.env.DB, c.get("caller").organizationId, read.page);
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}

async function switchOne(c: AppContext, change: (body: unknown) => Promise<SwitchResult>): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await change(body.json);
  return result.ok ? c.json(result.set) : refused(c, "organization", result.error);
}

async function act(c: AppContext, change: (body: unknown) => Promise<OperatorResult>): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await change(body.json);
  return result.ok ? c.json(result.set) : refused(c, "organization", result.error);
}

async function putPrefix(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await switchPrefix(...actingIn(c), c.req.param("prefix") ?? "", body.json, nowIso());
  return result.ok ? c.json(result.set) : refused(c, "prefix", result.error);
}
