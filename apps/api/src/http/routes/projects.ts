import { changeProject } from "../../services/projects/change-project.ts";
import { createProject } from "../../services/projects/create-project.ts";
import { deleteProject } from "../../services/projects/delete-project.ts";
import { listProjects } from "../../services/projects/list-projects.ts";
import { readProject } from "../../services/projects/project-row.ts";
import { actingIn, idOf, nowIso } from "../acting.ts";
import type { AppContext } from "../context.ts";
import { readJsonBody } from "../json-body.ts";
import { refused, unknown } from "../refused.ts";
import { list } from "./configuration.ts";

/** `GET /api/v1/projects` */
export function getProjects(c: AppContext): Promise<Response> {
  return list(c, listProjects);
}

/** `GET /api/v1/projects/:id` */
export async function getProject(c: AppContext): Promise<Response> {
  const found = await readProject(c.env.DB, c.get("caller").organizationId, idOf(c));
  return found === null ? unknown(c, "project") : c.json(found);
}

/** `POST /api/v1/projects` */
export async function postProject(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await createProject(...actingIn(c), body.json, nowIso());
  return result.ok ? c.json(result.created, 201) : refused(c, "project", result.error);
}

/** `PATCH /api/v1/projects/:id` */
export async function patchProject(c: AppContext): Promise<Response> {
  const body = await readJsonBody(c);
  if (!body.ok) return body.answer;
  const result = await changeProject(...actingIn(c), idOf(c), body.json, nowIso());
  return result.ok ? c.json(result.changed) : refused(c, "project", result.error);
}

/** `DELETE /api/v1/projects/:id` */
export async function removeProject(c: AppContext): Promise<Response> {
  const result = await deleteProject(...actingIn(c), idOf(c), nowIso());
  return result.ok ? c.json(result.deleted) : refused(c, "project", result.error);
}
