import { CallsQuerySchema } from "@callping/contract/api/calls";
import { findCall } from "../../services/calls/find-call.ts";
import { listCalls } from "../../services/calls/list-calls.ts";
import { viewOfRecord } from "../../services/calls/to-view.ts";
import type { CallRecord } from "../../objects/desk-protocol.ts";
import type { AppContext } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { desksOf } from "../desks.ts";
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

/** `GET /api/v1/calls/:id`: the Desk's own while it has the call, a live one too; D1's afterwards. */
export async function getCall(c: AppContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const caller = c.get("caller");
  const held = await Promise.all(
    desksOf(c.env, caller).map((desk): Promise<CallRecord | null> => desk.call(id)),
  );
  const live = held.find((found) => found !== null);
  const call = live ? viewOfRecord(live) : await findCall(c.env.DB, caller.organizationId, id);
  return call === null
    ? problem(c, "not_found", `There is no call ${id.slice(0, 60)} in this organization.`)
    : c.json(call);
}
