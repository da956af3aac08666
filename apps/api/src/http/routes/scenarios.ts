import { changeScenario } from "../../services/scenarios/change-scenario.ts";
import { createScenario } from "../../services/scenarios/create-scenario.ts";
import { deleteScenario } from "../../services/scenarios/delete-scenario.ts";
import { findVersion } from "../../services/scenarios/find-version.ts";
import { listScenarios } from "../../services/scenarios/list-scenarios.ts";
import { readScenarioRow, toScenarioView } from "../../services/scenarios/scenario-row.ts";
import { validateScenario } from "../../services/scenarios/validate-scenario.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import type { AppContext } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { refused, unknown } from "../refused.ts";
import { problem } from "../problem.ts";
import { list } from "./configuration.ts";

/** `GET /api/v1/scenarios` */
export function getScenarios(c: AppContext): Promise<Response> {
  return list(c, listScenarios);
}

/** `GET /api/v1/scenarios/:id` */
export async function getScenario(c: AppContext): Promise<Response> {
  const row = await readScenarioRow(c.env.DB, c.get("caller").organizationId, idOf(c));
  return row === null ? unknown(c, "scenario") : c.json(toScenarioView(row));
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
  const result = await createScenario(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json(result.saved, 201) : refused(c, "scenario", result.error);
}

/** `POST /api/v1/scenarios/validate` */
export async function postValidate(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await validateScenario(...actingIn(c), body.json);
  return result.ok ? c.json(result.review) : refused(c, "scenario", result.error);
}

/** `PATCH /api/v1/scenarios/:id` */
export async function patchScenario(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeScenario(...actingIn(c), idOf(c), body.json, ifMatch(c), nowIso());
  return result.ok ? c.json(result.saved) : refused(c, "scenario", result.error);
}

/** `DELETE /api/v1/scenarios/:id` */
export async function removeScenario(c: AppContext): Promise<Response> {
  const result = await deleteScenario(...actingIn(c), idOf(c), nowIso());
  return result.ok ? c.json(result.deleted) : refused(c, "scenario", result.error);
}

/** `If-Match: "7"` (RFC 9110, section 13.1.1); any other text names no version of ours. */
function ifMatch(c: AppContext): number | null {
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(c.req.header("if-match")?.trim() ?? "")?.[1];
  return version === undefined ? null : Number(version);
}
