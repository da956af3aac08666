import { DrillsQuerySchema, ReachabilityQuerySchema } from "@callping/contract/api/drills";
import type { Hono } from "hono";
import { findDrill } from "../../services/drills/find-drill.ts";
import { listDrills } from "../../services/drills/list-drills.ts";
import { listReachability } from "../../services/drills/list-reachability.ts";
import { readDrillSetting } from "../../services/drills/read-drill-setting.ts";
import { requestDrill } from "../../services/drills/request-drill.ts";
import { setDrillSetting } from "../../services/drills/set-drill-setting.ts";
import { toDrillDetail } from "../../services/drills/to-view.ts";
import { actorOf, idOf } from "../acting.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { deskOf } from "../desks.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { mount } from "../mount.ts";
import { problem } from "../problem.ts";
import { readQuery } from "../query.ts";
import { refused, unknown } from "../refused.ts";

const RETRY_AFTER_SECONDS = 2;

export function mountDrills(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/members/:id/drill-settings", getDrillSetting);
  mount(app, "PUT /api/v1/members/:id/drill-settings", putDrillSetting);
  mount(app, "POST /api/v1/drills", postDrill);
  mount(app, "GET /api/v1/drills", getDrills);
  mount(app, "GET /api/v1/drills/:id", getDrill);
  mount(app, "GET /api/v1/reachability", getReachability);
}

async function getDrillSetting(c: AppContext): Promise<Response> {
  const setting = await readDrillSetting(c.env.DB, c.get("caller").organizationId, idOf(c));
  return setting === null ? unknown(c, "member") : c.json(setting);
}

async function putDrillSetting(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await setDrillSetting(c.env, actorOf(c), idOf(c), body.json, new Date().toISOString());
  return result.ok ? c.json(result.set) : refused(c, "member", result.error);
}

async function postDrill(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await requestDrill(c.env, actorOf(c), body.json, new Date().toISOString());
  if (result.ok) return c.json(result.drill, 202);
  const { error } = result;
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "not_found":
      return problem(
        c,
        "not_found",
        "There is no such phone in this organization, or the member has no primary one.",
      );
    case "desk_unreachable":
      return problem(c, "desk_unreachable", "The organization's desk could not be reached.", {
        headers: { "retry-after": String(RETRY_AFTER_SECONDS) },
      });
    case "drill_rate_limited": {
      const { limit, retryAfterSeconds } = error;
      return problem(c, error.reason, `The limit is ${limit}. Free again in ${retryAfterSeconds} s.`, {
        members: { limit, retry_after_seconds: retryAfterSeconds },
        headers: { "retry-after": String(retryAfterSeconds) },
      });
    }
    case "drill_refused":
    case "missing_scope":
    case "missing_role":
      return problem(c, error.reason, error.detail);
  }
}

async function getDrills(c: AppContext): Promise<Response> {
  const read = readQuery(c, DrillsQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const { member: memberId, phone: phoneId, result } = read.query;
  const { organizationId } = c.get("caller");
  const { items, next } = await listDrills(
    c.env.DB,
    { organizationId, memberId, phoneId, result },
    read.page,
  );
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}

/** The Desk's own while it has the drill, D1's afterwards. */
async function getDrill(c: AppContext): Promise<Response> {
  const { organizationId, organizationNumber } = c.get("caller");
  const held = await deskOf(c.env, organizationNumber, 0).drill(idOf(c));
  if (held !== null) return c.json(toDrillDetail(held));
  const drill = await findDrill(c.env.DB, organizationId, idOf(c));
  return drill === null ? unknown(c, "drill") : c.json(drill);
}

async function getReachability(c: AppContext): Promise<Response> {
  const read = readQuery(c, ReachabilityQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const { organizationId, organizationNumber } = c.get("caller");
  const planned = await deskOf(c.env, organizationNumber, 0).drillsAhead();
  const ahead = new Map(planned.map(({ phone_id, planned_at }) => [phone_id, planned_at]));
  const filter = { organizationId, reachability: read.query.reachability, ahead };
  const { items, next } = await listReachability(c.env.DB, filter, read.page, Date.now());
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}
