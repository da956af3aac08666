import { changeScenario } from "../../services/scenarios/change-scenario.ts";
import { createScenario } from "../../services/scenarios/create-scenario.ts";
import { deleteScenario } from "../../services/scenarios/delete-scenario.ts";
import { findVersion } from "../../services/scenarios/find-version.ts";
import { listScenarios } from "../../services/scenarios/list-scenarios.ts";
import { readScenarioRow, toScenarioView } from "../../services/scenarios/scenario-row.ts";
import { validateScenario } from "../../services/scenarios/validate-scenario.ts";
import type { ScenarioConflict } from "../../services/scenarios/describe-conflict.ts";
import type { ScenarioInUse } from "../../services/scenarios/delete-scenario.ts";
import type { InvalidBody } from "../../services/parse-body.ts";
import type { Actor, MissingScope } from "../../services/permission.ts";
import type { Env } from "../../env.ts";
import type { AppContext } from "../context.ts";
import { invalidBody, readJsonBody } from "../json-body.ts";
import { problem } from "../problem.ts";
import { list } from "./configuration.ts";

/** `GET /api/v1/scenarios` */
export function getScenarios(c: AppContext): Promise<Response> {
  return list(c, listScenarios);
}

/** `GET /api/v1/scenarios/:id` */
export async function getScenario(c: AppContext): Promise<Response> {
  const row = await readScenarioRow(c.env.DB, c.get("caller").organizationId, idOf(c));
  return row === null ? refused(c, { reason: "not_found" }) : c.json(toScenarioView(row));
}

/** `GET /api/v1/scenarios/:id/versions/:version` */
export async function getScenarioVersion(c: AppContext): Promise<Response> {
  const version = c.req.param("version") ?? "";
  const known = /^\d{1,9}$/.test(version)
    ? await findVersion(c.env.DB, c.get("caller").organizationId, idOf(c), Number(version))
    : null;
  if (known !== null) return c.json(known);
  const detail = `There is no version ${version.slice(0, 20)} of a scenario ${idOf(c).slice(0, 60)} in this organization.`;
  return problem(c, "not_found", detail);
}

/** `POST /api/v1/scenarios` */
export async function postScenario(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createScenario(...actingIn(c), body.json, now());
  return result.ok ? c.json(result.saved, 201) : refused(c, result.error);
}

/** `POST /api/v1/scenarios/validate` */
export async function postValidate(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await validateScenario(...actingIn(c), body.json);
  return result.ok ? c.json(result.review) : refused(c, result.error);
}

/** `PATCH /api/v1/scenarios/:id` */
export async function patchScenario(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeScenario(...actingIn(c), idOf(c), body.json, ifMatch(c), now());
  return result.ok ? c.json(result.saved) : refused(c, result.error);
}

/** `DELETE /api/v1/scenarios/:id` */
export async function removeScenario(c: AppContext): Promise<Response> {
  const result = await deleteScenario(...actingIn(c), idOf(c), now());
  return result.ok ? c.json(result.deleted) : refused(c, result.error);
}

/** `If-Match: "7"` (RFC 9110, section 13.1.1); any other text names no version of ours. */
function ifMatch(c: AppContext): number | null {
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(c.req.header("if-match")?.trim() ?? "")?.[1];
  return version === undefined ? null : Number(version);
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

type Failure = MissingScope | InvalidBody | ScenarioConflict | ScenarioInUse | { reason: "not_found" };

function refused(c: AppContext, error: Failure): Response {
  switch (error.reason) {
    case "invalid_body":
      return invalidBody(c, error);
    case "not_found":
      return problem(c, "not_found", `There is no scenario ${idOf(c).slice(0, 60)} in this organization.`);
    case "missing_scope":
      return problem(c, error.reason, error.detail);
    case "scenario_changed":
    case "scenario_in_use":
      return problem(c, error.reason, error.detail, { members: error.members });
  }
}
