import type { Env } from "../../env.ts";
import { changeMaintenance } from "../../services/maintenance/change-maintenance.ts";
import { createMaintenance } from "../../services/maintenance/create-maintenance.ts";
import { deleteMaintenance } from "../../services/maintenance/delete-maintenance.ts";
import { readMaintenanceRow, toMaintenanceView } from "../../services/maintenance/maintenance-row.ts";
import type { InvalidBody } from "../../services/parse-body.ts";
import type { Actor, MissingScope } from "../../services/permission.ts";
import { setQuietHours } from "../../services/phones/set-quiet-hours.ts";
import type { AppContext } from "../context.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";

/** `GET /api/v1/maintenance/:id` */
export async function getOneMaintenance(c: AppContext): Promise<Response> {
  const row = await readMaintenanceRow(c.env.DB, c.get("caller").organizationId, idOf(c));
  if (row === null) return refused(c, "maintenance", { reason: "not_found" });
  return c.json(toMaintenanceView(row, now()));
}

/** `POST /api/v1/maintenance` */
export async function postMaintenance(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createMaintenance(...actingIn(c), body.json, now());
  return result.ok ? c.json(result.created, 201) : refused(c, "maintenance", result.error);
}

/** `PATCH /api/v1/maintenance/:id` */
export async function patchMaintenance(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeMaintenance(...actingIn(c), idOf(c), body.json, now());
  return result.ok ? c.json(result.changed) : refused(c, "maintenance", result.error);
}

/** `DELETE /api/v1/maintenance/:id` */
export async function removeMaintenance(c: AppContext): Promise<Response> {
  const result = await deleteMaintenance(...actingIn(c), idOf(c), now());
  return result.ok ? c.json(result.deleted) : refused(c, "maintenance", result.error);
}

/** `PUT /api/v1/numbers/:id/quiet-hours` */
export async function putQuietHours(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  // `null` would take them away; that is what DELETE is for.
  const result = await setQuietHours(...actingIn(c), idOf(c), body.json ?? {}, now());
  return result.ok ? c.json(result.set) : refused(c, "number", result.error);
}

/** `DELETE /api/v1/numbers/:id/quiet-hours` */
export async function removeQuietHours(c: AppContext): Promise<Response> {
  const result = await setQuietHours(...actingIn(c), idOf(c), null, now());
  return result.ok ? c.json(result.set) : refused(c, "number", result.error);
}

function idOf(c: AppContext): string {
  return c.req.param("id") ?? "";
}

function now(): string {
  return new Date().toISOString();
}

function actingIn(c: AppContext): [env: Env, actor: Actor] {
  const { scopes, ...caller } = c.get("caller");
  return [c.env, { ...caller, scopes: [...scopes] }];
}

type Failure =
  | MissingScope
  | InvalidBody
  | { reason: "not_found" }
  | { reason: "settings_conflict"; detail: string };

function refused(c: AppContext, what: string, error: Failure): Response {
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "not_found":
      return problem(c, "not_found", `There is no ${what} ${idOf(c).slice(0, 60)} in this organization.`);
    case "missing_scope":
    case "settings_conflict":
      return problem(c, error.reason, error.detail);
  }
}
