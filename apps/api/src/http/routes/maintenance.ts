import { changeMaintenance } from "../../services/maintenance/change-maintenance.ts";
import { createMaintenance } from "../../services/maintenance/create-maintenance.ts";
import { deleteMaintenance } from "../../services/maintenance/delete-maintenance.ts";
import { readMaintenanceRow, toMaintenanceView } from "../../services/maintenance/maintenance-row.ts";
import { setQuietHours } from "../../services/phones/set-quiet-hours.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import type { AppContext } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { refused, unknown } from "../refused.ts";

/** `GET /api/v1/maintenance/:id` */
export async function getOneMaintenance(c: AppContext): Promise<Response> {
  const row = await readMaintenanceRow(c.env.DB, c.get("caller").organizationId, idOf(c));
  if (row === null) return unknown(c, "maintenance");
  return c.json(toMaintenanceView(row, nowIso()));
}

/** `POST /api/v1/maintenance` */
export async function postMaintenance(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createMaintenance(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json(result.created, 201) : refused(c, "maintenance", result.error);
}

/** `PATCH /api/v1/maintenance/:id` */
export async function patchMaintenance(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeMaintenance(...actingIn(c), idOf(c), body.json, nowIso());
  return result.ok ? c.json(result.changed) : refused(c, "maintenance", result.error);
}

/** `DELETE /api/v1/maintenance/:id` */
export async function removeMaintenance(c: AppContext): Promise<Response> {
  const result = await deleteMaintenance(...actingIn(c), idOf(c), nowIso());
  return result.ok ? c.json(result.deleted) : refused(c, "maintenance", result.error);
}

/** `PUT /api/v1/numbers/:id/quiet-hours` */
export async function putQuietHours(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  // `null` would take them away; that is what DELETE is for.
  const result = await setQuietHours(...actingIn(c), idOf(c), body.json ?? {}, nowIso());
  return result.ok ? c.json(result.set) : refused(c, "number", result.error);
}

/** `DELETE /api/v1/numbers/:id/quiet-hours` */
export async function removeQuietHours(c: AppContext): Promise<Response> {
  const result = await setQuietHours(...actingIn(c), idOf(c), null, nowIso());
  return result.ok ? c.json(result.set) : refused(c, "number", result.error);
}
