import { changeAlertKey } from "../../services/endpoints/change-alert-key.ts";
import { changeEndpoint } from "../../services/endpoints/change-endpoint.ts";
import { createEndpoint } from "../../services/endpoints/create-endpoint.ts";
import { deleteEndpoint } from "../../services/endpoints/delete-endpoint.ts";
import { readEndpointRow, toEndpointView } from "../../services/endpoints/endpoint-row.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import type { AppContext } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { refused, unknown } from "../refused.ts";

/** `GET /api/v1/endpoints/:id` */
export async function getEndpoint(c: AppContext): Promise<Response> {
  const row = await readEndpointRow(c.env.DB, c.get("caller").organizationId, idOf(c));
  return row === null ? unknown(c, "endpoint") : c.json(toEndpointView(row));
}

/** `POST /api/v1/endpoints` */
export async function postEndpoint(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createEndpoint(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json(result.created, 201) : refused(c, "endpoint", result.error);
}

/** `PATCH /api/v1/endpoints/:id` */
export async function patchEndpoint(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeEndpoint(...actingIn(c), idOf(c), body.json, nowIso());
  return result.ok ? c.json(result.changed) : refused(c, "endpoint", result.error);
}

/** `DELETE /api/v1/endpoints/:id` */
export async function removeEndpoint(c: AppContext): Promise<Response> {
  const result = await deleteEndpoint(...actingIn(c), idOf(c), nowIso());
  return result.ok ? c.json(result.deleted) : refused(c, "endpoint", result.error);
}

/** `POST /api/v1/endpoints/:id/alert-key`: sets the key, or rotates it. */
export async function setAlertKey(c: AppContext): Promise<Response> {
  const result = await changeAlertKey(...actingIn(c), idOf(c), "set", nowIso());
  if (!result.ok) return refused(c, "endpoint", result.error);
  return c.json({ ...result.changed, alert_key: result.alertKey });
}

/** `DELETE /api/v1/endpoints/:id/alert-key` */
export async function removeAlertKey(c: AppContext): Promise<Response> {
  const result = await changeAlertKey(...actingIn(c), idOf(c), "remove", nowIso());
  return result.ok ? c.json(result.changed) : refused(c, "endpoint", result.error);
}
