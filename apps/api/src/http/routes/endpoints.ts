import type { Env } from "../../env.ts";
import { changeAlertKey } from "../../services/endpoints/change-alert-key.ts";
import { changeEndpoint } from "../../services/endpoints/change-endpoint.ts";
import { createEndpoint } from "../../services/endpoints/create-endpoint.ts";
import { deleteEndpoint } from "../../services/endpoints/delete-endpoint.ts";
import { readEndpointRow, toEndpointView } from "../../services/endpoints/endpoint-row.ts";
import type { InvalidBody } from "../../services/parse-body.ts";
import type { Actor, MissingScope } from "../../services/permission.ts";
import type { AppContext } from "../context.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";

/** `GET /api/v1/endpoints/:id` */
export async function getEndpoint(c: AppContext): Promise<Response> {
  const row = await readEndpointRow(c.env.DB, c.get("caller").organizationId, idOf(c));
  return row === null ? refused(c, { reason: "not_found" }) : c.json(toEndpointView(row));
}

/** `POST /api/v1/endpoints` */
export async function postEndpoint(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createEndpoint(...actingIn(c), body.json, now());
  return result.ok ? c.json(result.created, 201) : refused(c, result.error);
}

/** `PATCH /api/v1/endpoints/:id` */
export async function patchEndpoint(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeEndpoint(...actingIn(c), idOf(c), body.json, now());
  return result.ok ? c.json(result.changed) : refused(c, result.error);
}

/** `DELETE /api/v1/endpoints/:id` */
export async function removeEndpoint(c: AppContext): Promise<Response> {
  const result = await deleteEndpoint(...actingIn(c), idOf(c), now());
  return result.ok ? c.json(result.deleted) : refused(c, result.error);
}

/** `POST /api/v1/endpoints/:id/alert-key`: sets the key, or rotates it. */
export async function setAlertKey(c: AppContext): Promise<Response> {
  const result = await changeAlertKey(...actingIn(c), idOf(c), "set", now());
  if (!result.ok) return refused(c, result.error);
  return c.json({ ...result.changed, alert_key: result.alertKey });
}

/** `DELETE /api/v1/endpoints/:id/alert-key` */
export async function removeAlertKey(c: AppContext): Promise<Response> {
  const result = await changeAlertKey(...actingIn(c), idOf(c), "remove", now());
  return result.ok ? c.json(result.changed) : refused(c, result.error);
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

function refused(c: AppContext, error: Failure): Response {
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "not_found":
      return problem(c, "not_found", `There is no endpoint ${idOf(c).slice(0, 60)} in this organization.`);
    case "missing_scope":
    case "settings_conflict":
      return problem(c, error.reason, error.detail);
  }
}
