import { CallsQuerySchema } from "@callping/contract/api/calls";
import { findCall } from "../../services/calls/find-call.ts";
import { listCalls } from "../../services/calls/list-calls.ts";
import type { AppContext } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { problem } from "../problem.ts";
import { readQuery } from "../query.ts";

/** `GET /api/v1/calls` */
export async function getCalls(c: AppContext): Promise<Response> {
  const read = readQuery(c, CallsQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const filter = {
    organizationId: c.get("caller").organizationId,
    status: read.query.status,
    alertId: read.query.alert,
  };
  const { items, next } = await listCalls(c.env.DB, filter, read.page);
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}

/** `GET /api/v1/calls/:id` */
export async function getCall(c: AppContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const call = await findCall(c.env.DB, c.get("caller").organizationId, id);
  return call === null
    ? problem(c, "not_found", `There is no call ${id.slice(0, 60)} in this organization.`)
    : c.json(call);
}
