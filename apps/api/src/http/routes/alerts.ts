import { AlertsQuerySchema, SnoozeSchema } from "@callping/contract/api/alerts";
import type { AlertCommand, AlertDetail, AlertView } from "../../objects/desk-protocol.ts";
import { findAlert } from "../../services/alerts/find-alert.ts";
import { listAlerts } from "../../services/alerts/list-alerts.ts";
import { parseBody } from "../../services/parse-body.ts";
import type { AppContext } from "../context.ts";
import { encodeCursor } from "../cursor.ts";
import { desksOf } from "../desks.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";
import { readQuery } from "../query.ts";

/** `GET /api/v1/alerts` */
export async function getAlerts(c: AppContext): Promise<Response> {
  const read = readQuery(c, AlertsQuerySchema);
  if (!read.ok) return problem(c, read.error.reason, read.error.detail);
  const caller = c.get("caller");
  const live = await Promise.all(desksOf(c.env, caller).map((desk) => desk.liveAlerts()));
  const filter = {
    organizationId: caller.organizationId,
    state: read.query.state,
    endpointId: read.query.endpoint,
  };
  const { items, next } = await listAlerts(c.env.DB, live.flat(), filter, read.page);
  return c.json({ data: items, next_cursor: encodeCursor(next) });
}

/** `GET /api/v1/alerts/:id`: the Desk's own while it has the alert, D1's afterwards. */
export async function getAlert(c: AppContext): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const caller = c.get("caller");
  const held = await Promise.all(
    desksOf(c.env, caller).map((desk): Promise<AlertDetail | null> => desk.alert(id)),
  );
  const detail =
    held.find((found) => found !== null) ?? (await findAlert(c.env.DB, caller.organizationId, id));
  return detail ? c.json({ ...detail.alert, timeline: detail.timeline }) : unknownAlert(c, id);
}

/** `POST /api/v1/alerts/:id/acknowledge` */
export function acknowledgeAlert(c: AppContext): Promise<Response> {
  return command(c, "acknowledge");
}

/** `POST /api/v1/alerts/:id/resolve` */
export function resolveAlert(c: AppContext): Promise<Response> {
  return command(c, "resolve");
}

/** `POST /api/v1/alerts/:id/snooze` */
export async function snoozeAlert(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c, {});
  if (!body.ok) return body.answer;
  const parsed = parseBody(SnoozeSchema, body.json);
  if (!parsed.ok) return invalidBody(c, parsed.error);
  return command(c, "snooze", parsed.value.seconds);
}

/** `POST /api/v1/alerts/:id/escalate` */
export function escalateAlert(c: AppContext): Promise<Response> {
  return command(c, "escalate");
}

/** `POST /api/v1/alerts/:id/unacknowledge` */
export function unacknowledgeAlert(c: AppContext): Promise<Response> {
  return command(c, "unacknowledge");
}

/** A Desk that does not know the alert says so; one that D1 alone still knows is closed since long. */
async function command(c: AppContext, action: AlertCommand["action"], seconds?: number): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const caller = c.get("caller");
  const { keyId, keyName: name, memberId } = caller;
  const actor =
    memberId === undefined
      ? ({ type: "api_key", id: keyId, name } as const)
      : ({ type: "member", id: memberId, name } as const);
  for (const desk of desksOf(c.env, caller)) {
    const result = await desk.command({
      alert_id: id,
      action,
      actor,
      ...(seconds !== undefined && { seconds }),
    });
    if (result.ok) return c.json({ alert: result.alert, changed: result.changed });
    if (result.reason === "closed") return closed(c, id);
  }
  const stored = await findAlert(c.env.DB, caller.organizationId, id);
  return stored ? closed(c, id, stored.alert) : unknownAlert(c, id);
}

function closed(c: AppContext, id: string, alert?: AlertView): Response {
  return problem(c, "alert_closed", `Alert ${id} is ${alert?.state ?? "closed"} already.`);
}

function unknownAlert(c: AppContext, id: string): Response {
  return problem(c, "not_found", `There is no alert ${id.slice(0, 60)} in this organization.`);
}
